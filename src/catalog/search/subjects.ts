import type { Capability, Catalog } from '../../core/capability.ts';
import type { PortalId } from '../../core/ids.ts';
import type { Knowledge } from '../knowledge.ts';

/** `translation`: a name or alias in another language than English. */
export type PhraseKind = 'name' | 'alias' | 'translation' | 'task' | 'menu';

/** Whether it is a name of its subject, in whatever language. */
export const isName = ({ kind }: Phrase): boolean => kind === 'name' || kind === 'alias' || kind === 'translation';

/** A text by which a subject is found. */
export interface Phrase {
  readonly subject: number;
  readonly kind: PhraseKind;
  readonly text: string;
}

/** What a question may be about: a capability, or one of the topics that are found elsewhere. */
export interface Subject {
  readonly capability: Capability | null;
  /** The portals it was and is on. */
  readonly portals: ReadonlySet<PortalId>;
  readonly phrases: readonly Phrase[];
}

/** The capabilities in the catalogue's order, then the topics. */
export function subjectsOf(
  { capabilities, migrations }: Catalog,
  { elsewhere, translations }: Knowledge,
): readonly Subject[] {
  const pages = [...capabilities.values()].map((capability, subject): Subject => {
    const from = migrations.get(capability.migration)?.fromPortalId;
    const { destination } = capability;
    return {
      capability,
      portals: new Set([...(from ? [from] : []), ...(destination ? [destination.portal] : [])]),
      phrases: [
        ...phrasesOf(capability, subject),
        ...phrases(subject, 'translation', translations.capabilities.get(capability.id) ?? []),
      ],
    };
  });
  const topics = [...elsewhere.values()].map((texts, at): Subject => {
    const subject = pages.length + at;
    return { capability: null, portals: new Set(), phrases: phrases(subject, 'alias', texts) };
  });
  return [...pages, ...topics];
}

function phrasesOf({ name, aliases, tasks, section, destination, notes }: Capability, subject: number) {
  const menu = [section, ...(destination?.navigation ?? []), notes ?? ''].join(' ');
  return [
    ...phrases(subject, 'name', [name]),
    ...phrases(subject, 'alias', aliases),
    ...phrases(subject, 'task', tasks),
    ...phrases(subject, 'menu', [menu]),
  ];
}

const phrases = (subject: number, kind: PhraseKind, texts: readonly string[]): readonly Phrase[] =>
  texts.map((text) => ({ subject, kind, text }));

/** The phrases with translations behind all others, so that they change nothing of what the others say. */
export const originalsFirst = (phrases: readonly Phrase[]): readonly Phrase[] => [
  ...phrases.filter(({ kind }) => kind !== 'translation'),
  ...phrases.filter(({ kind }) => kind === 'translation'),
];
