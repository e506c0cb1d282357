import type { NamedPlace } from '../core/answers/answer.ts';
import type { Reply } from '../core/answers/reply.ts';
import type { Whereabouts } from '../core/answers/whereabouts.ts';
import { storable } from '../core/storable.ts';
import type { Words } from '../wording/en.ts';

/** Longest question that is repeated. */
const QUESTION_SHOWN = 100;

/** Select Graphic Rendition, ECMA-48. */
const SGR = { bold: '1', faint: '2', green: '32', yellow: '33', cyan: '36' } as const;
type Paint = (style: keyof typeof SGR, text: string) => string;

const painted: Paint = (style, text) => `\u001b[${SGR[style]}m${text}\u001b[0m`;
const plain: Paint = (_style, text) => text;

interface TextOptions {
  /** Pages shown at most. */
  readonly limit: number;
  readonly colour: boolean;
}

/** The answer as lines for a terminal. */
export function replyText(words: Words, question: string, reply: Reply, { limit, colour }: TextOptions): string {
  const { where } = words;
  const paint = colour ? painted : plain;
  const block = (page: Whereabouts) => blockOf(words, paint, page);
  const names = (pages: readonly Whereabouts[]) => pages.map(({ answer }) => answer.capability.name);
  switch (reply.kind) {
    case 'blank':
      return where.missing;
    case 'page': {
      const more = names(reply.more.slice(0, limit - 1));
      return [
        ...(reply.page.isSure ? [] : [where.unsure]),
        block(reply.page),
        ...(more.length > 0 ? [paint('faint', where.perhapsNames(more))] : []),
      ].join('\n');
    }
    case 'choices':
      return [where.choose, ...reply.choices.slice(0, limit).map(block)].join('\n');
    case 'miss':
      return [
        // Control characters would act on the terminal.
        where.missLine(storable(question).slice(0, QUESTION_SHOWN).trim()),
        ...(reply.nearest.length > 0 ? [where.nearest(names(reply.nearest))] : []),
        where.tryThis,
      ].join('\n');
  }
}

function blockOf({ where }: Words, paint: Paint, page: Whereabouts): string {
  const { movedOn, oldLink, home } = page;
  const { capability, place, alternates } = page.answer;
  const text = ({ portal, navigation }: Pick<NamedPlace, 'portal' | 'navigation'>) =>
    where.preview(portal, where.steps(navigation));
  const address = (url: string) => paint('cyan', url);
  const lines = [
    place ? text(place) : where.gone,
    address(place?.url ?? home.url),
    ...(movedOn ? [`${where.movedOn(movedOn.portal)} ${address(movedOn.url)}`] : []),
    ...(oldLink ? [oldLinkText(oldLink)] : []),
    ...alternates.map((each) => `${where.also(text(each), each.note)}${each.url ? ` ${address(each.url)}` : ''}`),
    ...(capability.notes ? [paint('faint', capability.notes)] : []),
  ];
  return [paint('bold', capability.name), ...lines.map((line) => `  ${line}`)].join('\n');

  function oldLinkText(link: NonNullable<Whereabouts['oldLink']>): string {
    const state = link === 'off' || link === 'not-affected' ? link : 'on';
    return paint(state === 'on' ? 'green' : 'yellow', where.redirection[state]) + where.oldLink[link];
  }
}
