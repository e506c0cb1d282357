import type { MigrationId } from '../core/ids.ts';
import { decide, type StateOf } from '../core/links/decide.ts';
import type { Decision } from '../core/links/decision.ts';
import type { LinkRules } from '../core/links/explain-link.ts';
import type { LinkOptions } from '../core/links/read-link.ts';

/** Links remembered, and the longest one, in characters: 10 MB at most. */
const LINKS_MAX = 5_000;
const LENGTH_MAX = 500;

/** What is decided of one link, as far as it was asked: all that it depends on is the state of one setting. */
interface Decided {
  readonly setting: MigrationId | null;
  on?: Decision;
  off?: Decision;
}

/** Decides links, and remembers those that lead somewhere: most people follow the same ones. */
export class DecidedLinks {
  readonly #rules: LinkRules;
  readonly #remembered: Readonly<Record<LinkOptions['fragment'], Map<string, Decided>>> = {
    unknown: new Map(),
    final: new Map(),
  };

  constructor(rules: LinkRules) {
    this.#rules = rules;
  }

  decide(link: string, fragment: LinkOptions['fragment'], stateOf: StateOf): Decision {
    const decided = this.#remembered[fragment].get(link);
    return decided?.[stateIn(decided, stateOf)] ?? this.#decide(link, fragment, stateOf);
  }

  #decide(link: string, fragment: LinkOptions['fragment'], stateOf: StateOf): Decision {
    const { index, ...hosts } = this.#rules;
    let setting: MigrationId | null = null;
    const asked: StateOf = (migration) => {
      setting = migration;
      return stateOf(migration);
    };
    const decision = decide(index, asked, link, { fragment, ...hosts });
    if ('target' in decision && link.length <= LENGTH_MAX) this.#remember(link, fragment, setting, stateOf, decision);
    return decision;
  }

  #remember(
    link: string,
    fragment: LinkOptions['fragment'],
    setting: MigrationId | null,
    stateOf: StateOf,
    decision: Decision,
  ): void {
    const remembered = this.#remembered[fragment];
    const decided = remembered.get(link) ?? { setting };
    decided[stateIn(decided, stateOf)] = decision;
    remembered.set(link, decided);
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size > LINKS_MAX) remembered.delete(oldest);
  }
}

const stateIn = ({ setting }: Decided, stateOf: StateOf): 'on' | 'off' => (setting === null ? 'on' : stateOf(setting));
