import type { Capability, Catalog } from './capability.ts';
import type { StateOf } from './decide.ts';
import { migrationId } from './ids.ts';
import { DEFAULT_MIGRATION } from './migration.ts';
import { homeOf, type Whereabouts, whereabouts } from './whereabouts.ts';

/** Longest question that is read, in UTF-16 units: the contract's. */
export const QUESTION_MAX = 2_000;

/** What is said to a question. */
export type Reply =
  /** `more`: what else may be meant, the likeliest first. */
  | { readonly kind: 'page'; readonly page: Whereabouts; readonly more: readonly Whereabouts[] }
  /** Several may be meant, the likeliest first. */
  | { readonly kind: 'choices'; readonly choices: readonly Whereabouts[] }
  /** Nothing is good enough; `nearest` may be empty. */
  | { readonly kind: 'miss'; readonly nearest: readonly Whereabouts[] };

/** What was found, the likeliest first. */
export type Answer =
  | { readonly kind: 'answer'; readonly capabilities: readonly Capability[] }
  | { readonly kind: 'choices'; readonly capabilities: readonly Capability[] }
  | { readonly kind: 'miss'; readonly nearest: readonly Capability[] };
export interface ReplyPorts {
  readonly catalog: Catalog;
  readonly answer: (question: string) => Answer;
}

export function replyTo({ catalog, answer }: ReplyPorts, stateOf: StateOf | null, question: string): Reply {
  const found = answer(question);
  const all = (capabilities: readonly Capability[]) =>
    capabilities.map((capability) => whereabouts(catalog, capability, stateOf));
  if (found.kind === 'miss') return { kind: 'miss', nearest: all(found.nearest) };
  const [page, ...more] = all(found.capabilities);
  if (!page) return { kind: 'miss', nearest: [] };
  return found.kind === 'answer' ? { kind: 'page', page, more } : { kind: 'choices', choices: [page, ...more] };
}

/** Where to look for what nobody knows: the portal of what comes nearest, else the one that most pages moved to. */
export function homeOfMiss(catalog: Catalog, { nearest }: Extract<Reply, { kind: 'miss' }>): Whereabouts['home'] {
  const moved = catalog.migrations.get(migrationId(DEFAULT_MIGRATION)) ?? [...catalog.migrations.values()][0];
  return nearest[0]?.home ?? homeOf(catalog, moved?.toPortalId);
}

/** Names and old paths only, until the search index is there. */
export function interimAnswer(catalog: Catalog): (question: string) => Answer {
  const all = [...catalog.capabilities.values()];
  return (question) => {
    const text = question.slice(0, QUESTION_MAX).toLowerCase();
    const term = catalog.ambiguous.find((each) => text.trim() === each.term);
    if (term) return { kind: 'choices', capabilities: term.ids.flatMap((id) => catalog.capabilities.get(id) ?? []) };
    const found = all.filter(({ name, aliases, legacyPaths }) =>
      [name, ...aliases, ...legacyPaths.filter((path) => path.length > 4)].some((each) =>
        text.includes(each.toLowerCase()),
      ),
    );
    if (found.length === 0) return { kind: 'miss', nearest: text.trim() === '' ? [] : all.slice(3, 6) };
    return { kind: 'answer', capabilities: found };
  };
}

const LIMIT = { least: 1, most: 20, otherwise: 5 };

/** How many answers somebody wants at most, as they wrote it. */
export function readLimit(text: string | undefined): number {
  const limit = /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0;
  return limit >= LIMIT.least && limit <= LIMIT.most ? limit : LIMIT.otherwise;
}

/** The contract's JSON. */
export function whereJson({ catalog, answer }: ReplyPorts, stateOf: StateOf, question: string, limit: number) {
  const cut = question.slice(0, QUESTION_MAX);
  const found = cut.trim() === '' ? { kind: 'miss' as const, nearest: [] } : answer(cut);
  const capabilities = found.kind === 'miss' ? [] : found.capabilities;
  return {
    question: cut,
    answers: capabilities.slice(0, limit).map((c) => ({
      capability: c.id,
      name: c.name,
      confidence: 0.9,
      migration: c.migration,
      category: c.category,
      movedBy: c.movedBy,
      legacy: c.legacyPaths,
      destination: c.destination && {
        portal: catalog.portals.get(c.destination.portal)?.displayName ?? c.destination.portal,
        url: c.destination.url,
        navigation: c.destination.navigation,
      },
      redirection: c.movedBy === null ? 'not-affected' : stateOf(c.movedBy),
    })),
  };
}
