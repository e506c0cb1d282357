import manifest from '../../../package.json' with { type: 'json' };
import type { TenantId } from '../../core/ids.ts';
import type { ExportRules } from '../../core/links/export-rules.ts';
import type { Setting } from '../../core/settings/setting.ts';

interface HeaderFacts {
  readonly format: string;
  /** UTC milliseconds. */
  readonly madeAt: number;
  /** The tenant's settings as they were; null: every setting counts as on. */
  readonly present: { readonly tenant: TenantId; readonly settings: readonly Setting[] } | null;
  readonly gatewayHost: string;
  readonly servedHosts: readonly string[];
  readonly limits: readonly string[];
  readonly left: ExportRules['left'];
}

const iso = (at: number): string => new Date(at).toISOString();

const history = ({ version, since }: Setting): string =>
  version === 0 ? 'never changed' : `version ${version}, since ${iso(since ?? 0)}`;

/** What the rules are, when they were made, by which states, and what they cannot. */
export function headerOf(facts: HeaderFacts): readonly string[] {
  const { present, servedHosts, left } = facts;
  const ids = left.map(({ id }) => id).join(', ');
  return [
    `Signpost ${manifest.version}: redirect rules for ${facts.format}, made ${iso(facts.madeAt)}.`,
    ...(present
      ? [
          `The settings of tenant ${present.tenant} as they were then:`,
          ...present.settings.map((setting) => `  ${setting.migration}: ${setting.state} (${history(setting)})`),
        ]
      : ['Every setting counts as on.']),
    `Links come as https://${facts.gatewayHost}/go/<URL>${servedHosts.length > 0 ? `, or to ${servedHosts.join(', ')} itself` : ''}.`,
    '',
    'What these rules answer, Signpost would answer alike. They leave to Signpost, which has to stand behind them:',
    '  - hash routes: pages that are named behind # or by hash=, and root pages that may hide one',
    '  - pages without an address (only the clicks are known, or the page is gone), unknown pages, unknown hosts',
    ...facts.limits.map((limit) => `  - ${limit}`),
    ...(left.length > 0 ? [`  - altogether, for these reasons: ${ids}`] : []),
    'They do not know:',
    '  - sessions: nobody is pinned, and people follow a change at once',
    '  - changes: export again after each change of a setting or of the catalogue',
    '  - counts: what they answer, Signpost does not count',
  ];
}

/** The header in a few words. */
export const summaryOf = ({ madeAt, present }: HeaderFacts): string =>
  `Signpost, ${iso(madeAt)}, ${
    present ? present.settings.map(({ migration, state }) => `${migration} ${state}`).join(', ') : 'every setting on'
  }`;
