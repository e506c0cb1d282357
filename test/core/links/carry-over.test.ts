import { describe, expect, it } from 'vitest';
import { byPath, byTo, capabilityWith, catalog, index, indexWith, line } from './links.ts';

const SCC = 'https://protection.office.com';

describe('The parameters of a link', () => {
  const target = (link: string): string | undefined => {
    const decision = byTo(link);
    return 'target' in decision ? decision.target : undefined;
  };

  it('are carried over in order, repeated ones too, as URLSearchParams reads and writes them', () => {
    expect(target(`${SCC}/threatexplorer?b=2&a=1&b=%20x&c`)).toBe(
      'https://security.microsoft.com/threatexplorer?b=2&a=1&b=+x&c=',
    );
    expect(target(`${SCC}/threatexplorer?a=1&amp;b=2`)).toBe('https://security.microsoft.com/threatexplorer?a=1&b=2');
  });

  it('stand behind those of the destination, before its fragment; a name that it has is dropped', () => {
    expect(target(`${SCC}/dkim?viewid=other&viewid=again&tid=1`)).toBe(
      'https://security.microsoft.com/authentication?viewid=DKIM&tid=1',
    );
    const fragment = indexWith({
      capabilities: capabilityWith('explorer', {
        destination: {
          portal: 'exchange',
          url: 'https://admin.exchange.microsoft.com/?a=0#/x',
          navigation: [],
          currentUrl: null,
        },
      }),
    });
    expect(byTo(`${SCC}/threatexplorer?a=1&b=2`, 'on', fragment)).toMatchObject({
      target: 'https://admin.exchange.microsoft.com/?a=0&b=2#/x',
    });
  });

  it('of a hash route count, and the hash= that named the page is used up', () => {
    expect(target(`${SCC}/?rfr=A#/quarantine?viewid=B`)).toBe(
      'https://security.microsoft.com/quarantine?rfr=A&viewid=B',
    );
    expect(target(`${SCC}/?a=1&hash=/quarantine&b=2`)).toBe('https://security.microsoft.com/quarantine?a=1&b=2');
    expect(target(`${SCC}/?hash=%2Fquarantine%3Fviewid%3DB&b=2`)).toBe(
      'https://security.microsoft.com/quarantine?b=2&viewid=B',
    );
    expect(target(`${SCC}/?hash=/campaigns#/quarantine`)).toBe(
      'https://security.microsoft.com/quarantine?hash=%2Fcampaigns',
    );
    expect(target(`${SCC}/quarantine?hash=/campaigns`)).toBe(
      'https://security.microsoft.com/quarantine?hash=%2Fcampaigns',
    );
  });

  it('stay with a link that stays, its fragment too, and its port goes', () => {
    expect(line(byTo('http://protection.office.com:81/quarantine?b=%20&a#top', 'off'))).toBe(
      'off quarantine http://protection.office.com/quarantine?b=%20&a#top',
    );
  });
});

describe('A link of another cloud', () => {
  it.each([
    ['GCC High', 'https://scc.office365.us/quarantine?a=1', 'https://security.microsoft.us/quarantine?a=1'],
    ['DoD', 'https://scc.protection.apps.mil/quarantine', 'https://security.apps.mil/quarantine'],
    [
      'GCC High, on a portal without pairs of hosts',
      'https://securitycenter.microsoft.us/machines',
      'https://security.microsoft.us/machines',
    ],
    [
      'GCC, which shares the public host',
      'https://gcc.securitycenter.microsoft.us/machines',
      'https://security.microsoft.com/machines',
    ],
  ])('goes to the new host of that cloud: %s', (_cloud, link, target) => {
    expect(byPath(link)).toMatchObject({ kind: 'redirected', target });
  });

  it("goes to the host that a migration pairs with the very host, before the portal's own", () => {
    const mdo = [...catalog.migrations.values()].find(({ id }) => id === 'mdo-scc');
    if (!mdo) throw new Error('no mdo-scc');
    const hostPairs = [{ cloud: 'GCC High', from: 'scc.office365.us', to: 'mto.security.microsoft.com' }];
    const paired = indexWith({ migrations: new Map(catalog.migrations).set(mdo.id, { ...mdo, hostPairs }) });
    expect(byPath('https://scc.office365.us/quarantine', 'on', paired)).toMatchObject({
      target: 'https://mto.security.microsoft.com/quarantine',
    });
  });

  it('stays in it where it stays', () => {
    expect(line(byPath('https://scc.office365.us/quarantine', 'off'))).toBe(
      'off quarantine https://scc.office365.us/quarantine',
    );
  });

  it('is known by each host that the catalogue pairs', () => {
    for (const { hostPairs } of catalog.migrations.values()) {
      for (const { from } of hostPairs) expect(index.hosts.find(from, '', ''), from).toBeDefined();
    }
  });
});
