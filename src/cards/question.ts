import type { PortalHome, Whereabouts } from '../core/answers/whereabouts.ts';
import { type Action, execute, openUrl } from './actions.ts';
import { placeText } from './answer.ts';
import type { AdaptiveCard, Reader } from './card.ts';
import { type Line, line, messageCard, strongLine, subtleLine } from './message.ts';
import { oneFieldForm } from './one-field-form.ts';
import { plainText } from './plain-text.ts';

/** Longest piece of a question that is repeated. */
const GIVEN_MAX = 60;
/** Choices on one card: Teams shows at most six buttons well (card design guidelines). */
export const CHOICES_SHOWN = 6;

const formWith = (
  { words }: Reader,
  title: string,
  lines: readonly Line[],
  actions: readonly Action[],
  max: number,
) => {
  const { where } = words;
  return oneFieldForm({
    title,
    lines,
    field: 'question',
    label: where.field,
    placeholder: where.example,
    error: where.missing,
    maxLength: max,
    actions: [execute({ title: where.button, verb: 'where.ask', style: 'positive' }), ...actions],
  });
};

/** The field to ask in. `max`: longest question read. */
export const askCard = (reader: Reader, max: number): AdaptiveCard =>
  formWith(reader, reader.words.where.title, [line(reader.words.where.ask)], [], max);

/** Asks for this very page. */
const pageButton = ({ answer: { capability } }: Whereabouts): Action =>
  execute({
    title: capability.name,
    verb: 'where.ask',
    data: { capability: capability.id },
    inputs: 'none',
  });

/** Nothing fits: what comes near, where to look, and how to ask again. */
export function missCard(
  reader: Reader,
  {
    question,
    nearest,
    home,
    max,
  }: {
    readonly question: string;
    readonly nearest: readonly Whereabouts[];
    readonly home: PortalHome;
    readonly max: number;
  },
): AdaptiveCard {
  const { where } = reader.words;
  const lines = [
    line(where.missLine(plainText(question, GIVEN_MAX))),
    line(nearest.length > 0 ? where.nearest(nearest.map(({ answer }) => answer.capability.name)) : where.nothingNear),
    line(where.tryThis),
    subtleLine(where.home(home.portal)),
  ];
  const actions = [...nearest.map(pageButton), openUrl(where.openHome(home.portal), home.url)];
  return formWith(reader, where.miss, lines, actions, max);
}

/** Several pages may be meant: what tells them apart, and a button for each. */
export function choicesCard(reader: Reader, question: string, choices: readonly Whereabouts[]): AdaptiveCard {
  const { where } = reader.words;
  const shown = choices.slice(0, CHOICES_SHOWN);
  return messageCard({
    title: where.choose,
    lines: [line(where.chooseLine(plainText(question, GIVEN_MAX))), ...choiceLines(reader, shown)],
    actions: shown.map(pageButton),
  });
}

/** What tells pages apart. */
export const choiceLines = (reader: Reader, choices: readonly Whereabouts[]): Line[] =>
  choices.flatMap(({ answer: { capability, place } }) => [
    strongLine(capability.name),
    subtleLine(place ? placeText(reader, place) : reader.words.where.gone),
  ]);
