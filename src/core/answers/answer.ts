import type { Capability, Catalog, Place } from '../capability.ts';
import type { StateOf } from '../links/decide.ts';
import type { LinkIndex } from '../links/legacy-links.ts';
import type { State } from '../migration.ts';
import type { FoundBy, QuestionIndex } from './question-index.ts';
import type { ShortLinks } from './short-links.ts';

/** Why a capability is the answer: by words, or by a link to its old or its new place, or a short link there. */
export type Why = FoundBy | { readonly kind: 'old-link' | 'new-link' | 'short-link'; readonly text: string };

/** Where something is done, as people read it. */
export interface NamedPlace {
  /** The portal's name. */
  readonly portal: string;
  /** Where the portal opens. */
  readonly home: string;
  readonly url: string | null;
  readonly navigation: readonly string[];
}

export interface Answer {
  readonly capability: Capability;
  /** How probable it is that it is meant, 0 to 1: of answers with 0.9 nine in ten are right (docs/answers.md). */
  readonly confidence: number;
  readonly why: Why;
  /** The old addresses in full; `{x}` stands for any segment. */
  readonly legacy: readonly string[];
  /** Where it is now; null: gone, the capability's notes say why. `currentUrl`: where that page moved on to. */
  readonly place: (NamedPlace & { readonly currentUrl: string | null }) | null;
  /** Further places. */
  readonly alternates: readonly (NamedPlace & { readonly note: string | null })[];
  /** Whether an old link goes there by itself. */
  readonly redirection: State | 'not-affected';
}

export interface AnswerPorts {
  readonly catalog: Catalog;
  readonly links: LinkIndex;
  readonly shortLinks: ShortLinks;
  readonly index: QuestionIndex;
  readonly stateOf: StateOf;
  /** This server's own host names, in lower case, without port. */
  readonly ownHosts: ReadonlySet<string>;
}

/** What became of a question. `question`: trimmed, and cut to 2,000 characters. */
export type Answered =
  | { readonly kind: 'blank'; readonly question: string }
  /** The first answer is it; the others follow best first. */
  | { readonly kind: 'found'; readonly question: string; readonly answers: readonly Answer[] }
  /** Best first; the first `choices` of them are so near that a person should choose. */
  | {
      readonly kind: 'choice';
      readonly question: string;
      readonly answers: readonly Answer[];
      readonly choices: number;
    }
  /** Nothing is good enough. `nearest`: what comes closest, at most three. */
  | { readonly kind: 'miss'; readonly question: string; readonly nearest: readonly Answer[] };

/** A capability as an answer. */
export function answerWith(
  { catalog, stateOf }: { readonly catalog: Catalog; readonly stateOf: StateOf },
  capability: Capability,
  confidence: number,
  why: Why,
): Answer {
  const { destination, movedBy } = capability;
  const named = ({ portal, url, navigation }: Place): NamedPlace => {
    const found = catalog.portals.get(portal);
    return { portal: found?.displayName ?? portal, home: `https://${found?.hosts[0] ?? ''}`, url, navigation };
  };
  return {
    capability,
    confidence,
    why,
    legacy: oldAddresses(catalog, capability),
    place: destination && { ...named(destination), currentUrl: destination.currentUrl },
    alternates: capability.alternates.map((place) => ({ ...named(place), note: place.note })),
    redirection: movedBy === null ? 'not-affected' : stateOf(movedBy),
  };
}

function oldAddresses({ migrations, portals }: Catalog, { migration, legacyPaths }: Capability): readonly string[] {
  const from = migrations.get(migration)?.fromPortalId;
  const host = from && portals.get(from)?.hosts[0]?.split('/')[0];
  return host ? legacyPaths.map((path) => `https://${host}${path}`) : [];
}
