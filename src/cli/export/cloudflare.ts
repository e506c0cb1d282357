import type { ExportRule } from '../../core/links/export-rules.ts';
import type { RulesFormat } from './format.ts';
import { isWritable } from './patterns.ts';

/** Longest comment of a list item. Source: https://developers.cloudflare.com/api/resources/rules/subresources/lists/subresources/items/ */
const COMMENT_MAX = 500;

/**
 * Items of a Bulk Redirect List, as its API takes them. Source URLs have neither query nor pattern, and their case counts.
 * Source: https://developers.cloudflare.com/rules/url-forwarding/bulk-redirects/reference/
 */
export const cloudflare: RulesFormat = {
  engine: (rule, host) =>
    isWritable(rule) &&
    !host.subdomains &&
    rule.segments.length > 0 &&
    !rule.segments.includes(null) &&
    rule.parameters.length === 0 &&
    rule.answer.kind === 'new-address' &&
    rule.answer.own.length === 0 &&
    rule.answer.after === '',
  limits: [
    'links that stay as they are (off, not affected)',
    'pages that are told by a parameter, root pages, and old hosts that are known by the end of their names only',
    'new addresses with parameters or a fragment of their own',
    'paths that are neither in lower case nor as the catalogue writes them, and those that end in .aspx',
    'links by http:// and with a port',
  ],
  comments: false,

  write: ({ sites, gatewayHost, origins, summary }) => {
    const items = sites.flatMap(({ hosts, rules }) =>
      hosts.flatMap(({ name }) =>
        rules.flatMap((rule) =>
          spellings(rule).flatMap((path) => {
            // As Cloudflare normalises a URL before it compares it, two slashes are one.
            const sources = [`${gatewayHost}/go/https:/${name}${path}`, ...(origins.has(name) ? [name + path] : [])];
            return sources.map((source) => item(source, rule, summary));
          }),
        ),
      ),
    );
    return `[\n${items.map((each) => `  ${JSON.stringify(each)}`).join(',\n')}\n]\n`;
  },
};

/** The path in lower case, and as the catalog writes it. */
function spellings({ segments, capability }: ExportRule): readonly string[] {
  const path = `/${segments.join('/')}`;
  const written = capability.legacyPaths.map((each) => each.replace(/^\/#/, ''));
  return [...new Set([path, ...written.filter((each) => each.toLowerCase() === path)])];
}

const item = (source: string, { answer, below, capability }: ExportRule, summary: string) => ({
  redirect: {
    source_url: source,
    target_url: answer.kind === 'new-address' ? answer.address : '',
    status_code: 302,
    include_subdomains: false,
    subpath_matching: below,
    preserve_query_string: true,
    preserve_path_suffix: false,
  },
  comment: `${capability.id}: ${summary}`.slice(0, COMMENT_MAX),
});
