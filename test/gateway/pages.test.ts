import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { portalId } from '../../src/core/ids.ts';
import { capabilityWith } from '../core/links/links.ts';
import { type Answered, catalog, type GatewayWorld, openGatewayWorld } from './gateway-world.ts';

const OLD = 'https://protection.office.com/threatexplorer';

let world: GatewayWorld;
beforeAll(async () => {
  world = await openGatewayWorld();
});
afterAll(() => world.close());

/** A page without what is new each time. */
const withoutNonce = (body: string): string => body.replaceAll(/ nonce="[^"]*"/g, '');
const linksIn = (body: string): string[] =>
  [...body.matchAll(/<a\b[^>]*? href="([^"]*)"/g)].map(([, href = '']) => href);
const nonceOf = ({ headers }: Answered): string =>
  /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? 'none';

describe('Every page', () => {
  it.each([
    ['https://protection.office.com/', 200],
    ['https://protection.office.com/nothing', 404],
    ['https://evil.example/', 404],
  ])('of %s loads and runs nothing but its own, and is kept nowhere', async (link, status) => {
    const answer = await world.go(link);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Language, Cookie',
    });
    const policy = String(answer.headers['content-security-policy']).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'nonce-${nonceOf(answer)}'`);
    expect(policy.join()).not.toContain('unsafe');
    for (const [, tag] of answer.body.matchAll(/<((?:style|script)\b[^>]*)>/g)) {
      expect(tag).toContain(` nonce="${nonceOf(answer)}"`);
    }
    expect(answer.body).not.toMatch(/ (?:style|on\w+)=/);
  });
});

describe('A link to a host that nobody knows', () => {
  it('is answered by a page that neither names it nor leads there', async () => {
    const { status, decision, body } = await world.go('https://evil.example/path?query');
    expect([status, decision]).toEqual([404, 'unknown-host']);
    expect(body).not.toMatch(/evil|path\?query/);
    expect(linksIn(body)).toEqual(['/']);
  });

  it('is answered alike, whatever it is', async () => {
    const bodies = await Promise.all(
      ['https://evil.example/', 'javascript:alert(1)', 'nothing', 'https://user@protection.office.com/', ''].map(
        async (link) => withoutNonce((await world.to(link)).body),
      ),
    );
    expect(new Set(bodies).size).toBe(1);
  });

  it('offers to search', async () => {
    expect((await world.go('nothing')).body).toContain('<form class="search" action="/" role="search">');
  });
});

describe('A link to a page that nobody knows', () => {
  it('is answered with the three closest pages, the new portal, and the search', async () => {
    const { status, decision, body } = await world.go('https://protection.office.com/threatexplorerr');
    expect([status, decision]).toEqual([404, 'unknown-page; migration=mdo-scc']);
    const links = linksIn(body);
    expect(links).toHaveLength(5);
    expect(links).toContain('https://security.microsoft.com/threatexplorer');
    expect(links.at(-1)).toBe('https://security.microsoft.com/');
    expect(body).toContain('role="search"');
  });

  it('says nothing of what the link says', async () => {
    const { body } = await world.go('https://protection.office.com/zzqqxx?secret=kkwwyy');
    expect(body).not.toMatch(/zzqqxx|kkwwyy/);
  });

  it('offers pages of the link’s own cloud', async () => {
    const { body } = await world.go('https://scc.office365.us/threatexplorerr');
    expect(linksIn(body).slice(1)).toContain('https://security.microsoft.us/threatexplorer');
  });
});

describe('A page of which only the clicks are known', () => {
  const opened: GatewayWorld[] = [];
  const openWith = async (change: object) => {
    const changed = await openGatewayWorld({ catalog: { capabilities: capabilityWith('explorer', change) } });
    opened.push(changed);
    return changed;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });
  const navigation = ['Email & collaboration', '<Explorer>'];
  const clicksOnly = { destination: { portal: portalId('defender'), url: null, navigation, currentUrl: null } };

  it('is answered with the clicks and a link to its portal', async () => {
    const { status, decision, body, location } = await (await openWith(clicksOnly)).go(OLD);
    expect([status, location]).toEqual([200, undefined]);
    expect(decision).toBe('by-hand; migration=mdo-scc; capability=explorer');
    expect(body).toContain('<li>Email &amp; collaboration</li><li>&lt;Explorer&gt;</li>');
    expect(body).toContain('<a class="button" href="https://security.microsoft.com/">Open Microsoft Defender</a>');
  });

  it('or that is gone: what became of it, and a link to the portal that the old one moved to', async () => {
    const gone = { destination: null, notes: 'Dropped in 2022 & never missed.' };
    const { status, decision, body } = await (await openWith(gone)).go(OLD);
    expect([status, decision]).toEqual([200, 'by-hand; migration=mdo-scc; capability=explorer']);
    expect(body).toContain('Explorer is gone');
    expect(body).toContain('Dropped in 2022 &amp; never missed.');
    expect(linksIn(body)).toContain('https://security.microsoft.com/');
  });

  it('is still at its old address while the setting is off', async () => {
    const changed = await openWith(clicksOnly);
    changed.turn('mdo-scc', 'off');
    expect(await changed.go(OLD)).toMatchObject({ status: 302, location: OLD });
  });
});

describe('A root page behind which a fragment may be hidden', () => {
  it('is answered with a script that asks again with the fragment', async () => {
    const answer = await world.go('https://protection.office.com/?rfr=AdminCenter&x=%22');
    expect([answer.status, answer.decision]).toEqual([200, 'hash-route; migration=mdo-scc']);
    expect(answer.headers['content-security-policy']).toContain(`script-src 'nonce-${nonceOf(answer)}'`);
    expect(answer.body).toContain('data-link="https://protection.office.com/?rfr=AdminCenter&amp;x=%22"');
    expect(answer.body).toContain("location.replace('/go?to=' + encodeURIComponent(link + location.hash))");
  });

  it('lists the choices where no script runs, each by way of the gateway', async () => {
    const { body } = await world.go('https://protection.office.com/');
    const noscript = /<noscript>(.*)<\/noscript>/s.exec(body)?.[1] ?? '';
    expect(linksIn(noscript)).toContain(`/go?to=${encodeURIComponent('https://protection.office.com/quarantine')}`);
    expect(noscript).toContain('role="search"');
    for (const path of linksIn(noscript).filter((href) => href.startsWith('/go?to='))) {
      expect((await world.ask(path)).decision).toMatch(/^(redirected|off|not-affected); migration=.*; capability=/);
    }
  });

  it('is so for hosts that once served another portal’s hash routes', async () => {
    const { decision, body } = await world.go('https://compliance.microsoft.com/');
    expect(decision).toBe('hash-route; migration=mdo-scc');
    expect(body).toContain('data-link="https://compliance.microsoft.com/"');
  });

  it('is so for every portal with hash routes, and its choices are that portal’s pages', async () => {
    const { body } = await world.go('https://portal.cloudappsecurity.com/');
    const listed = [...catalog.capabilities.values()].filter(
      ({ migration, legacyPaths }) => migration === 'mdca' && legacyPaths.some((path) => !path.includes('{')),
    );
    expect(linksIn(body).filter((href) => href.startsWith('/go?to='))).toHaveLength(listed.length);
  });
});
