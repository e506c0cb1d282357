import type { ExportRule, ExportSite } from '../../core/links/export-rules.ts';
import type { RulesFormat } from './format.ts';
import {
  escaped,
  hostPattern,
  isWritable,
  LIMITS,
  namesPattern,
  PLAIN_PATH,
  PLAIN_QUERY,
  pathPattern,
  queryPattern,
  refusedNames,
} from './patterns.ts';

/** Longest text of a hash table's row that fits into map_hash_bucket_size's smallest default, 64. */
const ROW_MAX = 40;

const quoted = (text: string): string => `"${text}"`;

/** A row for one text, whatever its case. */
const row = (text: string, value: string): string =>
  `  ${quoted(text.length > ROW_MAX ? `~*^${escaped(text)}$` : text)} ${value};`;
const patternRow = (pattern: string, value: string): string => `  ${quoted(`~*^${pattern}$`)} ${value};`;

const map = (source: string, variable: string, rows: readonly string[]): readonly string[] => [
  `map ${source} ${variable} {`,
  ...rows,
  '}',
];

/** `map`s for the http block. A first one takes the request apart, the last one has the answer. */
export const nginx: RulesFormat = {
  engine: isWritable,
  limits: LIMITS,
  comments: true,

  write: ({ sites, gatewayHost, origins, header }) => {
    const groups = sites.flatMap((site, at) => groupsOf(site, `s${at + 1}`));
    const shared = [...new Set(groups.filter((group) => !isPlain(group)).map(rowsOf))];
    const variableOf = (group: Group) => `$signpost_rules_${shared.indexOf(rowsOf(group)) + 1}`;
    const names = sites.flatMap((site, at) => site.hosts.map((host) => ({ host, site: `s${at + 1}` })));
    return [
      ...header.map((line) => `# ${line}`.trimEnd()),
      '#',
      '# Include this file in the http block, and ask it in the location that passes requests on to Signpost:',
      '#   if ($signpost_target) {',
      '#     add_header Cache-Control no-store;',
      '#     add_header Referrer-Policy no-referrer;',
      '#     return 302 $signpost_target;',
      '#   }',
      '',
      '# The link: how it was handed in, its host, and its path.',
      ...map('"$request_method $host$request_uri"', '$signpost_link', linkRows(gatewayHost)),
      '',
      '# The site that the host belongs to.',
      ...map(
        '"$signpost_link $signpost_host"',
        '$signpost_site',
        names.flatMap(({ host, site }) =>
          WAYS.map((way) =>
            host.subdomains ? patternRow(`${way} ${hostPattern(host)}`, site) : row(`${way} ${host.name}`, site),
          ),
        ),
      ),
      '',
      '# The link as it came. A host that was asked itself stays where its origin is known, else it would come back here.',
      ...map(
        '"$signpost_link $signpost_host"',
        '$signpost_origin',
        names.flatMap(({ host }) => originRows(host, origins)),
      ),
      ...map('$signpost_path', '$signpost_slash', ['  "" "/";']),
      ...map('$signpost_origin', '$signpost_same', [
        '  "" "";',
        '  default "$signpost_origin$signpost_path$signpost_slash$is_args$args";',
      ]),
      ...map('$args', '$signpost_and', ['  "" "";', '  default "&";']),
      '',
      '# Pages that take more than the first segment of their path to tell.',
      ...shared.flatMap((rows, at) => map('"$signpost_path?$args"', `$signpost_rules_${at + 1}`, [rows])),
      '',
      '# The site with the first segment of the path.',
      ...map('"$signpost_site$signpost_path/"', '$signpost_key', [
        '  "~^(?<signpost_first>[^/]+/[^/]*?)(?:/.*|(?:\\.aspx)?/*)$" $signpost_first;',
      ]),
      '',
      '# Where to: empty where Signpost has to be asked.',
      ...map(
        '$signpost_key',
        '$signpost_target',
        groups.map((group) => {
          const [rule] = group.rules;
          const value = rule && isPlain(group) ? quoted(target(rule)) : variableOf(group);
          return group.first === null
            ? patternRow(`${group.site}/.+`, value)
            : row(`${group.site}/${group.first}`, value);
        }),
      ),
      '',
    ].join('\n');
  },
};

const WAYS = ['go https', 'go http', 'host'];

/** `/go/<URL>` on the gateway's own host, then the old hosts themselves, where `/go` stays the gateway's. */
function linkRows(gatewayHost: string): readonly string[] {
  const get = '(?:GET|HEAD)';
  const rest = `(?<signpost_path>${PLAIN_PATH})(?:\\?${PLAIN_QUERY})?$`;
  const link = `(?<signpost_host>[A-Za-z0-9.-]+)(?::\\d{1,5})?${rest}`;
  const go = `^${get} ${escaped(gatewayHost)}/go/`;
  return [
    `  "~${go}(?i:https):/{1,2}${link}" "go https";`,
    `  "~${go}(?i:http):/{1,2}${link}" "go http";`,
    `  "~^${get} [^/]+/go(?:[/?]|$)" "";`,
    `  "~^${get} (?<signpost_host>[a-z0-9.-]+)${rest}" "host";`,
  ];
}

/** Where links to this host stay, by how they were handed in. */
function originRows(host: ExportSite['hosts'][number], origins: ReadonlyMap<string, string>): readonly string[] {
  const origin = origins.get(host.name);
  if (origin !== undefined && !host.subdomains) return WAYS.map((way) => row(`${way} ${host.name}`, quoted(origin)));
  return ['https', 'http'].map((scheme) =>
    host.subdomains
      ? `  ${quoted(`~^go ${scheme} ${hostPattern(host)}$`)} "${scheme}://$signpost_host";`
      : row(`go ${scheme} ${host.name}`, quoted(`${scheme}://${host.name}`)),
  );
}

/** The rules of one site for paths that begin with one segment, in order; `first` null: with any. */
interface Group {
  readonly site: string;
  readonly first: string | null;
  readonly rules: readonly ExportRule[];
}

function groupsOf({ rules }: ExportSite, site: string): readonly Group[] {
  const firstOf = ({ segments }: ExportRule): string | null => (segments.length === 0 ? '' : (segments[0] ?? null));
  return [...new Set(rules.map(firstOf))].map((first) => ({
    site,
    first,
    rules: rules.filter((rule) => firstOf(rule) === first || (firstOf(rule) === null && first !== '')),
  }));
}

/** One rule that holds for all that begins so. */
function isPlain({ rules }: Group): boolean {
  const [rule] = rules;
  return (
    rules.length === 1 &&
    rule !== undefined &&
    rule.segments.length === 1 &&
    rule.segments[0] !== null &&
    rule.below &&
    rule.parameters.length === 0 &&
    refusedNames(rule).length === 0
  );
}

/** The same text for groups that can share a map. */
const rowsOf = ({ rules }: Group): string => rules.flatMap(ruleRows).join('\n');

function ruleRows(rule: ExportRule): readonly string[] {
  const path = pathPattern(rule);
  const names = refusedNames(rule);
  return [
    ...(names.length === 0 ? [] : [patternRow(`${path}\\?${namesPattern(names)}`, '""')]),
    patternRow(`${path}\\?${queryPattern(rule)}`, quoted(target(rule))),
  ];
}

function target({ answer }: ExportRule): string {
  if (answer.kind === 'as-it-came') return '$signpost_same';
  const { before, after } = answer;
  if (before.endsWith('?')) return `${before.slice(0, -1)}$is_args$args${after}`;
  return `${before.replace(/&$/, '$signpost_and')}$args${after}`;
}
