import type { Action } from './actions.ts';
import { type AdaptiveCard, templateOf } from './card.ts';
import template from './help.json' with { type: 'json' };
import type { Line } from './message.ts';

const expand = templateOf(template);

export interface HelpEntry {
  readonly say: string;
  readonly does: string;
}

/** What one can say, and what it does; also the welcome. */
export const helpCard = (help: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly commands: readonly HelpEntry[];
  readonly actions: readonly Action[];
}): AdaptiveCard => expand({ ...help, commands: help.commands.map(({ say, does }) => ({ say, does: ` – ${does}` })) });
