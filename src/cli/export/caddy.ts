import type { ExportHost, ExportRule, ExportSite } from '../../core/links/export-rules.ts';
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

/** Stands for the link as it came. */
const SAME = 'same';

const row = (pattern: string, ...values: readonly string[]): string =>
  `\t\t\`~${pattern}\` ${values.map((value) => `"${value}"`).join(' ')}`;

/** A snippet for a site: one `map` takes the request apart, the next one has the answer. */
export const caddy: RulesFormat = {
  engine: isWritable,
  limits: LIMITS,
  comments: true,

  write: ({ sites, gatewayHost, origins, header }) =>
    [
      ...header.map((line) => `# ${line}`.trimEnd()),
      '#',
      '# Import this file at the top of the Caddyfile, and the snippet in the site that passes requests on to Signpost:',
      '#   import signpost.caddy',
      '#   go.example.com {',
      '#     import signpost',
      '#     reverse_proxy 127.0.0.1:3978',
      '#   }',
      '(signpost) {',
      '\t# The link: how it was handed in, its host, path and query.',
      '\tmap "{method} {host}{uri}" {signpost_link} {',
      ...linkRows(gatewayHost),
      '\t\tdefault ""',
      '\t}',
      '',
      '\t# The site that the host belongs to, with path and query; and the link as it came, where it may go there.',
      '\tmap {signpost_link} {signpost_page} {signpost_same} {',
      ...namedFirst(sites).flatMap(({ host, site }) => hostRows(host, site, origins)),
      '\t\tdefault "" ""',
      '\t}',
      '',
      `\t# Where to: empty where Signpost has to be asked, "${SAME}" for the link as it came.`,
      '\tmap {signpost_page} {signpost_answer} {',
      ...sites.flatMap(({ rules }, at) => rules.flatMap((rule) => ruleRows(rule, `s${at + 1}`))),
      '\t\tdefault ""',
      '\t}',
      '',
      '\tvars {',
      '\t\tsignpost_answer {signpost_answer}',
      '\t\tsignpost_same {signpost_same}',
      '\t}',
      `\t@signpost_new expression \`{vars.signpost_answer} != "" && {vars.signpost_answer} != "${SAME}"\``,
      `\t@signpost_same expression \`{vars.signpost_answer} == "${SAME}" && {vars.signpost_same} != ""\``,
      ...['new', 'same'].flatMap((name) => [
        `\theader @signpost_${name} Cache-Control no-store`,
        `\theader @signpost_${name} Referrer-Policy no-referrer`,
      ]),
      '\tredir @signpost_new {vars.signpost_answer} 302',
      '\tredir @signpost_same {vars.signpost_same} 302',
      '}',
      '',
    ].join('\n'),
};

/** `/go/<URL>` on the gateway's own host, then the old hosts themselves, where `/go` stays the gateway's. */
function linkRows(gatewayHost: string): readonly string[] {
  const get = '^(?:GET|HEAD) ';
  const rest = `(${PLAIN_PATH})(\\?${PLAIN_QUERY})?$`;
  const go = (scheme: string): string =>
    row(
      `${get}${escaped(gatewayHost)}/go/(?i:${scheme}):/{1,2}([A-Za-z0-9.-]+)(?::\\d{1,5})?${rest}`,
      `go ${scheme} \${1}\${2}\${3}`,
    );
  return [
    go('https'),
    go('http'),
    row(`${get}[^/]+/go(?:[/?]|$)`, ''),
    row(`${get}([A-Za-z0-9.-]+)${rest}`, `host \${1}\${2}\${3}`),
  ];
}

/** A host that is named by itself comes before one that is known by its end. */
const namedFirst = (sites: readonly ExportSite[]): readonly { readonly host: ExportHost; readonly site: string }[] =>
  sites
    .flatMap(({ hosts }, at) => hosts.map((host) => ({ host, site: `s${at + 1}` })))
    .toSorted(
      (a, b) => Number(a.host.subdomains) - Number(b.host.subdomains) || b.host.name.length - a.host.name.length,
    );

/** A host that was asked itself: its links stay where its origin is known, else they would come back here. */
function hostRows(host: ExportHost, site: string, origins: ReadonlyMap<string, string>): readonly string[] {
  const rest = '([/?].*)?$';
  if (host.subdomains) {
    // Its name is repeated as it came: in lower case only.
    const name = hostPattern(host);
    return [
      ...['https', 'http'].map((scheme) =>
        row(`^go ${scheme} (${name})${rest}`, `${site}\${2}`, `${scheme}://\${1}\${2}`),
      ),
      row(`^host (?i:${name})${rest}`, `${site}\${1}`, ''),
    ];
  }
  const origin = origins.get(host.name);
  const name = `(?i:${hostPattern(host)})`;
  return [
    ...['https', 'http'].map((scheme) =>
      row(`^go ${scheme} ${name}${rest}`, `${site}\${1}`, `${origin ?? `${scheme}://${host.name}`}\${1}`),
    ),
    row(`^host ${name}${rest}`, `${site}\${1}`, origin === undefined ? '' : `${origin}\${1}`),
  ];
}

function ruleRows(rule: ExportRule, site: string): readonly string[] {
  const { answer, segments, parameters } = rule;
  const start = `(?i)^${site}`;
  const path = pathPattern(rule);
  const names = refusedNames(rule);
  const refused = names.length === 0 ? [] : [row(`${start}${path}\\?${namesPattern(names)}$`, '')];
  const query = `\\?(${queryPattern(rule)})$`;
  if (answer.kind === 'as-it-came') {
    // A link without any path gets one from the URL parser.
    const whole = segments.length === 0 ? '/' : path;
    return [
      ...refused,
      row(`${start}${whole}${parameters.length === 0 ? `(?:${query.slice(0, -1)})?$` : query}`, SAME),
    ];
  }
  const { address, before, after } = answer;
  return [
    ...refused,
    ...(parameters.length === 0 ? [row(`${start}${path}$`, address)] : []),
    row(`${start}${path}${query}`, `${before}\${1}${after}`),
  ];
}
