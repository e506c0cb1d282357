import { describe, expect, it } from 'vitest';
import { production, refusals, TENANT } from './environments.ts';

describe('where it is reached', () => {
  it('builds its own address from host and port', () => {
    expect(production({ HOST: '::1', PORT: '8080' }).publicUrl).toBe('http://[::1]:8080');
  });

  it('drops the slash at the end of PUBLIC_URL', () => {
    expect(production({ PUBLIC_URL: 'https://Signpost.example.com/' }).publicUrl).toBe('https://signpost.example.com');
  });

  it.each([
    'signpost.example.com',
    'ftp://a.example',
    'https://a.example/signpost',
    'https://u:p@a.example',
    'https://a.example?',
  ])('refuses PUBLIC_URL=%s', (url) => {
    expect(refusals({ PUBLIC_URL: url })).toEqual([expect.stringMatching(/^PUBLIC_URL: /)]);
  });

  it.each(['0', '65536', '-1', '80.5', '1e3', 'http', ' 80'])('refuses PORT=%s', (port) => {
    expect(refusals({ PORT: port })).toEqual(['PORT: must be a whole number from 1 to 65535']);
  });

  it.each(['[::1]', 'a b', 'https://a.example', 'a.example:80'])('refuses HOST=%s', (host) => {
    expect(refusals({ HOST: host })).toEqual([expect.stringMatching(/^HOST: /)]);
  });

  it('serves metrics where a port is given, on loopback unless told otherwise', () => {
    expect(production({ METRICS_PORT: '9090' }).metrics).toEqual({ host: '127.0.0.1', port: 9090 });
    expect(production({ METRICS_PORT: '9090', METRICS_HOST: '10.1.2.3' }).metrics?.host).toBe('10.1.2.3');
    expect(refusals({ METRICS_PORT: '3978' })).toEqual(['METRICS_PORT: must differ from PORT']);
  });
});

describe('which cloud', () => {
  it.each([
    ['public', 'api.botframework.com', 'login.microsoftonline.com', 'graph.microsoft.com', 'smba.trafficmanager.net'],
    [
      'gcch',
      'api.botframework.us',
      'login.microsoftonline.us',
      'graph.microsoft.us',
      'smba.infra.gov.teams.microsoft.us',
    ],
    [
      'dod',
      'api.botframework.us',
      'login.microsoftonline.us',
      'dod-graph.microsoft.us',
      'smba.infra.dod.teams.microsoft.us',
    ],
    [
      'china',
      'api.botframework.azure.cn',
      'login.partner.microsoftonline.cn',
      'microsoftgraph.chinacloudapi.cn',
      'frontend.botapi.msg.infra.teams.microsoftonline.cn',
    ],
  ])('%s has its own issuer, authority, Graph and Teams', (cloud, bot, authority, graph, teams) => {
    const { channel, entra } = production({ CLOUD: cloud });
    expect(channel.tokenIssuer).toBe(`https://${bot}`);
    expect(channel.oauthScope).toBe(`https://${bot}/.default`);
    expect(channel.serviceUrlHosts).toContain(teams);
    expect(entra).toEqual({ authorityHost: `https://${authority}`, graphBaseUrl: `https://${graph}` });
  });

  it('names the clouds where it does not know one', () => {
    expect(refusals({ CLOUD: 'germany' })).toEqual(['CLOUD: must be one of public, gcch, dod, china']);
  });

  it('lets each endpoint be set, and keeps the issuer to the letter', () => {
    const { channel, entra } = production({
      BOT_OPENID_METADATA_URL: 'http://127.0.0.1:4100/keys?v=1',
      BOT_TOKEN_ISSUER: 'https://issuer.example/',
      BOT_OAUTH_SCOPE: 'https://scope.example/.default',
      AUTHORITY_HOST: 'https://127.0.0.1:4200/',
      GRAPH_BASE_URL: 'http://localhost:4300',
      SERVICE_URL_HOSTS: 'smba.example.com, .Teams.example.com, 127.0.0.1',
    });
    expect(channel).toEqual({
      openIdMetadataUrl: 'http://127.0.0.1:4100/keys?v=1',
      tokenIssuer: 'https://issuer.example/',
      oauthScope: 'https://scope.example/.default',
      serviceUrlHosts: ['smba.example.com', '.teams.example.com', '127.0.0.1'],
    });
    expect(entra).toEqual({ authorityHost: 'https://127.0.0.1:4200', graphBaseUrl: 'http://localhost:4300' });
  });

  it.each([
    ['BOT_OPENID_METADATA_URL', 'http://login.example/keys'],
    ['BOT_OPENID_METADATA_URL', 'https://user:password@login.example/keys'],
    ['BOT_OPENID_METADATA_URL', ' https://login.example/keys'],
    ['BOT_TOKEN_ISSUER', 'api.botframework.com'],
    ['BOT_OAUTH_SCOPE', 'https://api.botframework.com'],
    ['BOT_OAUTH_SCOPE', 'User.Read'],
    ['AUTHORITY_HOST', 'http://127.0.0.1:4200'],
    ['AUTHORITY_HOST', `https://login.microsoftonline.com/${TENANT}`],
    ['GRAPH_BASE_URL', 'https://graph.microsoft.com/v1.0'],
    ['GRAPH_BASE_URL', 'http://graph.example'],
    ['GRAPH_BASE_URL', 'http://127.0.0.1.example'],
    ['SERVICE_URL_HOSTS', 'https://smba.example.com'],
    ['SERVICE_URL_HOSTS', 'smba.example.com:443'],
    ['SERVICE_URL_HOSTS', '*.example.com'],
    ['SERVICE_URL_HOSTS', '.com'],
    ['SERVICE_URL_HOSTS', 'smba.example.com,,smba.example.org'],
  ])('refuses %s=%s', (name, value) => {
    expect(refusals({ [name]: value })).toEqual([expect.stringMatching(`^${name}: `)]);
  });
});
