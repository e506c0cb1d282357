import type { Action } from './actions.ts';
import { type AdaptiveCard, templateOf } from './card.ts';
import template from './message.json' with { type: 'json' };

/** Colours by meaning. `good` is none of them: on white, Teams' green is too pale to read. */
export type Tone = 'default' | 'attention' | 'accent';

/** One line of a card. May hold what a person wrote: it is shown as a TextRun, without Markdown. */
export interface Line {
  /** A word or two before the text that carries its tone, so that the rest reads on any background. */
  readonly mark: string;
  readonly text: string;
  readonly tone: Tone;
  readonly weight: 'default' | 'bolder';
  readonly subtle: boolean;
}

export const line = (text: string, tone: Tone = 'default'): Line => ({
  mark: '',
  text,
  tone,
  weight: 'default',
  subtle: false,
});
/** A line whose first words say how things stand. */
export const markedLine = (mark: string, text: string, tone: Tone = 'default'): Line => ({ ...line(text, tone), mark });
export const strongLine = (text: string, tone: Tone = 'default'): Line => ({ ...line(text, tone), weight: 'bolder' });
export const subtleLine = (text: string): Line => ({ ...line(text), subtle: true });

export interface Message {
  /** Signpost's own words only: a heading shows Markdown. */
  readonly title: string;
  readonly tone?: Tone;
  readonly lines: readonly Line[];
  /** Small print, Signpost's own words only. */
  readonly notes?: readonly string[];
  readonly actions?: readonly Action[];
}

/** The tone belongs to the mark where there is one. */
export const laidOut = (given: Line) => ({
  ...given,
  markTone: given.tone,
  tone: given.mark === '' ? given.tone : 'default',
});

const expand = templateOf(template);

/** A card that says something in a few lines and offers what comes next. */
export const messageCard = ({ title, tone = 'default', lines, notes = [], actions = [] }: Message): AdaptiveCard =>
  expand({
    title,
    tone,
    speak: title,
    lines: lines.map(laidOut),
    notes: notes.map((text) => ({ text })),
    actions,
  });
