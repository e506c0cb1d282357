/** Where tokens and roles come from, and where the bot may send to, in one of Microsoft's clouds. */
interface CloudEndpoints {
  readonly openIdMetadataUrl: string;
  readonly tokenIssuer: string;
  readonly oauthScope: string;
  readonly authorityHost: string;
  readonly graphBaseUrl: string;
  readonly serviceUrlHosts: readonly string[];
}

/** Both clouds of the US government share the Bot Framework's and Entra's endpoints. */
const US_GOVERNMENT = {
  openIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  tokenIssuer: 'https://api.botframework.us',
  oauthScope: 'https://api.botframework.us/.default',
  authorityHost: 'https://login.microsoftonline.us',
} as const;

/**
 * Sources:
 * - metadata, issuer, scope: botframework-connector's AuthenticationConstants and GovernmentConstants; for China
 *   (where that package has none) the Teams SDK's `CHINA`, https://github.com/microsoft/teams.ts,
 *   packages/api/src/auth/cloud-environment.ts
 * - authorities: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
 * - Graph: https://learn.microsoft.com/graph/deployments
 * - hosts of serviceUrl: https://microsoft.github.io/teams-sdk/python/essentials/app-configuration/service-url-validation;
 *   GCC lives in the public cloud with a host of its own
 */
export const CLOUDS = {
  public: {
    openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    tokenIssuer: 'https://api.botframework.com',
    oauthScope: 'https://api.botframework.com/.default',
    authorityHost: 'https://login.microsoftonline.com',
    graphBaseUrl: 'https://graph.microsoft.com',
    serviceUrlHosts: [
      'smba.trafficmanager.net',
      'smba.onyx.prod.teams.trafficmanager.net',
      'smba.infra.gcc.teams.microsoft.com',
    ],
  },
  gcch: {
    ...US_GOVERNMENT,
    graphBaseUrl: 'https://graph.microsoft.us',
    serviceUrlHosts: ['smba.infra.gov.teams.microsoft.us'],
  },
  dod: {
    ...US_GOVERNMENT,
    graphBaseUrl: 'https://dod-graph.microsoft.us',
    serviceUrlHosts: ['smba.infra.dod.teams.microsoft.us'],
  },
  china: {
    openIdMetadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
    tokenIssuer: 'https://api.botframework.azure.cn',
    oauthScope: 'https://api.botframework.azure.cn/.default',
    authorityHost: 'https://login.partner.microsoftonline.cn',
    graphBaseUrl: 'https://microsoftgraph.chinacloudapi.cn',
    serviceUrlHosts: ['frontend.botapi.msg.infra.teams.microsoftonline.cn'],
  },
} as const satisfies Readonly<Record<string, CloudEndpoints>>;

export type Cloud = keyof typeof CLOUDS;

// Object.keys forgets which keys they are
export const CLOUD_NAMES = Object.keys(CLOUDS) as readonly Cloud[];
