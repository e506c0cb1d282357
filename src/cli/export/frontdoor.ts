import type { ExportHost, ExportRule } from '../../core/links/export-rules.ts';
import type { RulesFormat } from './format.ts';
import { hostPattern, isWritable, pathPattern, queryPattern } from './patterns.ts';

/** Rules in one rule set. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits */
const RULES_MAX = 100;
const API = '2024-09-01';

/**
 * Rule sets for Azure Front Door Standard or Premium, as Bicep. Paths are compared in lower case and have no leading
 * slash; an action without a query keeps the request's.
 * Source: https://learn.microsoft.com/azure/frontdoor/rules-match-conditions
 */
export const frontdoor: RulesFormat = {
  engine: (rule) => isWritable(rule) && rule.answer.kind === 'new-address' && rule.answer.own.length === 0,
  limits: [
    'links that stay as they are (off, not affected)',
    'new addresses with parameters of their own',
    'links with percent-encoding or empty segments in their path',
    'parameters with other characters than A-Z a-z 0-9 = & * . _ + % -; the others are passed on as they were written',
  ],
  comments: true,

  write: ({ sites, gatewayHost, origins, header }) => {
    const rules = sites.flatMap((site) => [
      ...site.rules.flatMap((rule) => entry(rule, gatewayHost, `go/https?:/{1,2}${anyOf(site.hosts)}(?::[0-9]{1,5})?`)),
      ...site.hosts.flatMap(({ name, subdomains }) =>
        origins.has(name) && !subdomains ? site.rules.flatMap((rule) => entry(rule, name, null)) : [],
      ),
    ]);
    const sets = Array.from({ length: Math.ceil(rules.length / RULES_MAX) }, (_, at) =>
      rules.slice(at * RULES_MAX, (at + 1) * RULES_MAX),
    );
    return [
      ...header.map((line) => `// ${line}`.trimEnd()),
      '//',
      '// Deploy it to the resource group of the profile, and name the rule sets in the route, in their order, before all others:',
      '//   az deployment group create --resource-group <group> --template-file signpost.bicep --parameters profileName=<profile>',
      '',
      "@description('The Azure Front Door profile, Standard or Premium.')",
      'param profileName string',
      '',
      `resource profile 'Microsoft.Cdn/profiles@${API}' existing = {`,
      '  name: profileName',
      '}',
      ...sets.map((set, at) => ruleSet(`signpost${at + 1}`, set)),
      '',
      `output ruleSets array = [${sets.map((_, at) => `signpost${at + 1}.id`).join(', ')}]`,
      '',
    ].join('\n');
  },
};

const anyOf = (hosts: readonly ExportHost[]): string => `(?:${hosts.map(hostPattern).join('|')})`;

/** A text in Bicep. */
const text = (value: string): string => `'${value.replace(/[\\']|\$(?=\{)/g, '\\$&')}'`;

function entry(rule: ExportRule, host: string, prefix: string | null): readonly string[] {
  const to = rule.answer.kind === 'new-address' ? URL.parse(rule.answer.address) : null;
  if (!to) return [];
  const path = prefix === null ? pathPattern(rule).replace(/^\/\??/, '') : `${prefix}${pathPattern(rule)}`;
  const query = rule.parameters.length === 0 ? '' : `^${queryPattern(rule).toLowerCase()}$`;
  const fields = {
    host,
    path: `^${path}$`,
    query,
    // On the root page `hash=` may name another one.
    unless: rule.segments.length === 0 ? '(?:^|&)hash=' : '',
    toHost: to.hostname,
    toPath: to.pathname,
    toFragment: to.hash.slice(1),
  };
  return [
    `  { ${Object.entries(fields)
      .map(([name, value]) => `${name}: ${text(value)}`)
      .join(', ')} }`,
  ];
}

const ruleSet = (name: string, rules: readonly string[]): string => `
var ${name}Rules = [
${rules.join('\n')}
]

resource ${name} 'Microsoft.Cdn/profiles/ruleSets@${API}' = {
  parent: profile
  name: '${name}'
}

resource ${name}Each 'Microsoft.Cdn/profiles/ruleSets/rules@${API}' = [for (rule, order) in ${name}Rules: {
  parent: ${name}
  name: 'rule\${order}'
  properties: {
    order: order
    matchProcessingBehavior: 'Stop'
    conditions: concat([
      ${condition('HostName', 'DeliveryRuleHostName', "operator: 'Equal', matchValues: [rule.host], transforms: ['Lowercase']")}
      ${condition('RequestMethod', 'DeliveryRuleRequestMethod', "operator: 'Equal', matchValues: ['GET', 'HEAD']")}
      ${condition('UrlPath', 'DeliveryRuleUrlPathMatch', "operator: 'RegEx', matchValues: [rule.path], transforms: ['Lowercase']")}
      ${queryCondition(`matchValues: [${text(NOT_PLAIN)}], negateCondition: true`)}
    ], empty(rule.query) ? [] : [
      ${queryCondition("matchValues: [rule.query], transforms: ['Lowercase']")}
    ], empty(rule.unless) ? [] : [
      ${queryCondition("matchValues: [rule.unless], transforms: ['Lowercase'], negateCondition: true")}
    ])
    actions: [
      {
        name: 'UrlRedirect'
        parameters: union({
          typeName: 'DeliveryRuleUrlRedirectActionParameters'
          redirectType: 'Found'
          destinationProtocol: 'Https'
          customHostname: rule.toHost
          customPath: rule.toPath
        }, empty(rule.toFragment) ? {} : {
          customFragment: rule.toFragment
        })
      }
    ]
  }
}]`;

/** A character that a query may not have, lest it is passed on otherwise than Signpost would. */
const NOT_PLAIN = '[^A-Za-z0-9=&*._+%-]';

const condition = (name: string, type: string, parameters: string): string =>
  `{ name: '${name}', parameters: { typeName: '${type}ConditionParameters', ${parameters} } }`;

const queryCondition = (parameters: string): string =>
  condition('QueryString', 'DeliveryRuleQueryString', `operator: 'RegEx', ${parameters}`);
