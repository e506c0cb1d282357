import type { NamedPlace, Why } from '../core/answers/answer.ts';
import type { OldLink, Whereabouts } from '../core/answers/whereabouts.ts';
import { type Action, execute, openUrl, TITLE_MAX } from './actions.ts';
import template from './answer.json' with { type: 'json' };
import { type AdaptiveCard, type Reader, templateOf } from './card.ts';
import { type Line, laidOut, line, markedLine, strongLine, subtleLine } from './message.ts';
import { plainText } from './plain-text.ts';

const expand = templateOf(template);

/** Further places that get a button: Teams wants few of them on a card (card design guidelines). */
const FURTHER_BUTTONS = 2;
/** Longest piece of what it was found by: a link may be long. */
const FOUND_BY_MAX = 100;

export interface AnswerExtras {
  /** Said before the answer, in Signpost's own words. */
  readonly above?: string;
  /** Asks whether it was right. A card that somebody puts into a conversation of theirs does not. */
  readonly rate?: boolean;
  /** Buttons before those that open a place. */
  readonly first?: readonly Action[];
}

/** One page: where it is now, the clicks that lead there, and whether its old link takes one there by itself. */
export function answerCard(
  reader: Reader,
  page: Whereabouts,
  { above = '', rate = false, first = [] }: AnswerExtras = {},
): AdaptiveCard {
  const { where } = reader.words;
  const { capability, place } = page.answer;
  return expand({
    title: capability.name,
    speak: [capability.name, place ? placeText(reader, place) : where.gone].join('. '),
    above: above === '' && !page.isSure ? where.unsure : above,
    place: placeLines(reader, page),
    lines: linesOf(reader, page).map(laidOut),
    question: rate ? where.rate : '',
    rating: rate ? ratingOf(reader, capability.id) : [],
    actions: [...first, ...actionsOf(reader, page)],
  });
}

/** Portal and clicks in one line. */
export const placeText = (
  { words }: Reader,
  { portal, navigation }: Pick<NamedPlace, 'portal' | 'navigation'>,
): string => words.where.preview(portal, words.where.steps(navigation));

function placeLines({ words }: Reader, { answer: { place } }: Whereabouts): Line[] {
  const { where } = words;
  if (!place) return [strongLine(where.gone)];
  return [
    strongLine(place.portal),
    ...(place.navigation.length > 0 ? [line(where.steps(place.navigation))] : []),
    subtleLine(place.url ?? where.clicksOnly),
  ];
}

function linesOf(reader: Reader, { answer, movedOn, oldLink }: Whereabouts): Line[] {
  const { where } = reader.words;
  const { capability, why } = answer;
  // Two addresses of one menu item read alike.
  const also = new Set(answer.alternates.map((place) => where.also(placeText(reader, place), place.note)));
  const foundBy = foundByText(reader, why);
  return [
    ...(movedOn ? [line(`${where.movedOn(movedOn.portal)} ${movedOn.url}`)] : []),
    ...(oldLink ? [oldLinkLine(reader, oldLink)] : []),
    ...[...also].map((text) => line(text)),
    ...(capability.notes ? [subtleLine(capability.notes)] : []),
    ...(foundBy ? [subtleLine(foundBy)] : []),
  ];
}

function oldLinkLine({ words }: Reader, oldLink: OldLink): Line {
  const { redirection, oldLink: texts } = words.where;
  if (oldLink === 'off') return markedLine(redirection.off, texts.off, 'attention');
  if (oldLink === 'not-affected') return markedLine(redirection['not-affected'], texts['not-affected'], 'accent');
  return markedLine(redirection.on, texts[oldLink]);
}

/** Why this page; nothing where its name says it. */
function foundByText({ words }: Reader, why: Why): string | null {
  const { foundBy } = words.where;
  if (why.kind === 'name') return null;
  return why.kind === 'menu' ? foundBy.menu : foundBy[why.kind](plainText(why.text, FOUND_BY_MAX));
}

const ratingOf = ({ words }: Reader, capability: string): Action[] =>
  (['true', 'false'] as const).map((helpful) =>
    execute({
      title: helpful === 'true' ? words.where.right : words.where.wrong,
      tooltip: words.where.rate,
      verb: 'where.rate',
      data: { capability, helpful },
    }),
  );

/** The place itself first. Two buttons to one portal are told apart by the page. */
function actionsOf({ words }: Reader, { answer: { place, alternates }, movedOn, home }: Whereabouts): Action[] {
  const { where } = words;
  const places = [
    ...(place ? [place] : []),
    ...(movedOn ? [{ ...movedOn, navigation: [] }] : []),
    ...alternates.slice(0, FURTHER_BUTTONS),
  ];
  const opened = places.flatMap((each) => (each.url === null ? [] : [{ ...each, url: each.url }]));
  const names = opened.map(({ portal }) => portal);
  const links = opened.map(({ portal, url, navigation }) => {
    const page = navigation.at(-1);
    const alone = names.indexOf(portal) === names.lastIndexOf(portal);
    const open = where.open(portal);
    // Where one of the two must go, the verb does: the beginnings of portals' names are alike.
    if (alone || page === undefined) return { title: open.length > TITLE_MAX ? portal : open, url, tooltip: open };
    return { title: where.openPlace(page), url, tooltip: where.openPage(portal, page) };
  });
  const distinct = links.filter(({ title }, at) => links.findIndex((other) => other.title === title) === at);
  const buttons = distinct.map(({ title, url, tooltip }) => openUrl(title, url, tooltip));
  return place?.url ? buttons : [openUrl(where.openHome(home.portal), home.url), ...buttons];
}
