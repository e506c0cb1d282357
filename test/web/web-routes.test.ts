import { once } from 'node:events';
import { BlockList } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '../../src/server.ts';
import { webRoutes } from '../../src/web/web-routes.ts';
import { questions } from '../world/questions.ts';

const PUBLIC = 'https://signpost.example';
const proxies = new BlockList();
proxies.addAddress('127.0.0.1', 'ipv4');

let state: 'on' | 'off' = 'on';
let misses: string[] = [];

/** The program's own server with nothing behind it but the web's routes. */
async function listen(requestsPerMinute: number) {
  const web = webRoutes({
    ...questions,
    linkRules: { index: questions.links, ownHosts: questions.ownHosts, origins: new Map() },
    stateOf: () => state,
    onMiss: (question) => misses.push(question),
    publicUrl: PUBLIC,
    requestsPerMinute,
    trustedProxies: proxies,
    clock: Date.now,
  });
  const server = createHttpServer({
    gateway: null,
    web,
    messages: () => {},
    isReady: async () => true,
    onError: (error) => {
      throw error;
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

let site: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  site = await listen(0);
});
afterAll(() => site.close());
beforeEach(() => {
  state = 'on';
  misses = [];
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${site.origin}${path}`, { headers });
const pageOf = async (path: string) => (await get(path)).text();
const ask = async (question: string, limit = '') => {
  const answer = await get(`/api/where?q=${encodeURIComponent(question)}${limit && `&limit=${limit}`}`);
  return (await answer.json()) as { question: string; answers: { capability: string; redirection: string }[] }; // the contract's
};

describe('the search page', () => {
  it('begins with a field to ask in and pages often asked for', async () => {
    const page = await pageOf('/');
    expect(page).toContain('<h1>Where did a page move?</h1>');
    expect(page).toContain('<label for="q">');
    expect(page.match(/<li><a href="\/\?q=/g)).toHaveLength(5);
  });

  it('names a further place once, though two addresses lead there', async () => {
    const page = await pageOf('/?q=audit+log+search');
    expect(page.match(/Also: Microsoft Defender: Audit</g)).toHaveLength(1);
  });

  it('answers with the place, the clicks and a button, and keeps the question in the field', async () => {
    const page = await pageOf('/?q=threat+explorer');
    expect(page).toContain('<h1>Explorer</h1>');
    expect(page).toContain('<ol class="clicks"><li>Email &amp; collaboration</li><li>Explorer</li></ol>');
    expect(page).toContain('<a class="button" href="https://security.microsoft.com/threatexplorer">');
    expect(page).toContain('value="threat explorer"');
  });

  it('says whether the old link goes there by itself', async () => {
    expect(await pageOf('/?q=threat+explorer')).toContain('Redirection is on');
    state = 'off';
    expect(await pageOf('/?q=threat+explorer')).toContain('Redirection is off');
    expect(await pageOf('/?q=message+trace')).toContain('Not affected');
  });

  it('shows each page that may be meant', async () => {
    const page = await pageOf('/?q=dashboard');
    expect(page).toContain('<h1>Which one do you mean?</h1>');
    expect(page.match(/<h2>/g)?.length).toBeGreaterThan(2);
  });

  it('says that it knows no answer, what comes near, and what to try, and keeps the question', async () => {
    const page = await pageOf('/?q=flux+capacitor');
    expect(page).toContain('<h1>I have no answer to that</h1>');
    expect(page).toMatch(/Try the page’s old name/);
    expect(page).toMatch(/href="https:\/\/[a-z.]+\.microsoft\.com"/); // the home of the portal that comes nearest
    expect(misses).toEqual(['flux capacitor']);
  });

  it('leads on from each page that comes near: to the page, or, where it has no address, to its clicks', async () => {
    const page = await pageOf('/?q=the+flux+capacitor');
    const near = page.split('<h2>The nearest that I know</h2>')[1]?.split('</section>')[0] ?? '';
    expect(near).toContain('<a href="/?q=Mail%20flow%20map">Mail flow map</a>');
    expect(near.match(/<li>/g)).toHaveLength(near.match(/<a href="/g)?.length ?? 0);
    expect(await pageOf('/?q=Mail%20flow%20map')).toContain('<h1>Mail flow map</h1>');
  });

  it('keeps no question that was answered, and none that is empty', async () => {
    for (const path of ['/', '/?q=', '/?q=+%09', '/?q=threat+explorer']) expect((await get(path)).status).toBe(200);
    expect(misses).toEqual([]);
  });

  it('shows what was asked as text', async () => {
    const evil = `"><script>alert(1)</script>{{x}}\u202e\u0000\${q}`;
    const page = await pageOf(`/?q=${encodeURIComponent(evil)}`);
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script');
  });

  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'de', 'Wohin ist eine Seite umgezogen?'],
    ['fr', 'fr', 'Où une page est-elle passée\u202f?'],
    ['ja,en;q=0.5', 'en', 'Where did a page move?'],
  ])('speaks the language that is asked for, and says so: %s', async (asked, language, title) => {
    const answer = await get('/', { 'accept-language': asked });
    expect(answer.headers.get('vary')).toBe('Accept-Language');
    const page = await answer.text();
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(`<h1>${title}</h1>`);
  });

  it('loads nothing, runs nothing, is in no frame and in no cache', async () => {
    const { headers } = await get('/?q=x');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'nonce-[^']+'; form-action 'self'/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('server')).toBeNull();
  });

  it('answers HEAD with the same head', async () => {
    const head = await fetch(`${site.origin}/?q=explorer`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });

  it('is offered to the browser’s address bar', async () => {
    expect(await pageOf('/')).toContain('type="application/opensearchdescription+xml"');
    const description = await get('/opensearch.xml');
    expect(description.headers.get('content-type')).toMatch(/^application\/opensearchdescription\+xml/);
    expect(await description.text()).toContain(`template="${PUBLIC}/?q={searchTerms}"`);
  });
});

describe('/api/where', () => {
  it('answers as the contract says', async () => {
    expect(await ask('where did threat explorer go?')).toMatchObject({
      question: 'where did threat explorer go?',
      answers: [
        {
          capability: 'explorer',
          name: 'Explorer',
          migration: 'mdo-scc',
          category: 'security',
          movedBy: 'mdo-scc',
          destination: {
            portal: 'Microsoft Defender',
            url: 'https://security.microsoft.com/threatexplorer',
            navigation: ['Email & collaboration', 'Explorer'],
          },
          redirection: 'on',
        },
      ],
    });
  });

  it('tells the setting as it is', async () => {
    state = 'off';
    expect((await ask('threat explorer')).answers[0]?.redirection).toBe('off');
    expect((await ask('message trace')).answers[0]?.redirection).toBe('not-affected');
  });

  it.each([
    ['1', 1],
    ['2', 2],
    ['20', 6],
    ['', 5],
    ['0', 5],
    ['21', 5],
    ['-1', 5],
    ['1.5', 5],
    ['many', 5],
  ])('gives at most so many answers: limit=%s', async (limit, count) => {
    expect((await ask('dashboard', limit)).answers).toHaveLength(count);
  });

  it('has no answer to nothing, and does not keep it', async () => {
    expect(await ask('')).toEqual({ question: '', answers: [] });
    expect((await get('/api/where')).status).toBe(200);
    expect((await ask('  ')).answers).toEqual([]);
    expect(misses).toEqual([]);
  });

  it('keeps what it cannot answer', async () => {
    expect((await ask('flux capacitor')).answers).toEqual([]);
    expect(misses).toEqual(['flux capacitor']);
  });

  it('cuts a question of more than 2,000 characters', async () => {
    for (const letter of ['x', '漢', '😀']) {
      const { question } = await ask(letter.repeat(15_000 / letter.length / 3));
      expect(question.length).toBeLessThanOrEqual(2_000);
      expect(question).toMatch(new RegExp(`^${letter}+$`, 'u'));
    }
  });

  it('answers any question', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (text) => {
        const [json, page] = await Promise.all([
          get(`/api/where?q=${encodeURIComponent(text.toWellFormed())}`),
          get(`/?q=${encodeURIComponent(text.toWellFormed())}`),
        ]);
        expect([json.status, page.status]).toEqual([200, 200]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['/?q=%E0%A4%A', '/api/where?q=%E0%A4%A', '/api/where?q=a&q=b', '/api/where?', '/?'])(
    'and any address: %s',
    async (path) => {
      expect((await get(path)).status).toBe(200);
    },
  );
});

describe('the limit of an address', () => {
  it('answers 429 and when to come back, on the page (which keeps the question) and the JSON alike, to nobody else', async () => {
    const limited = await listen(3);
    const from = (address: string, path: string) =>
      fetch(`${limited.origin}${path}`, { headers: { 'x-forwarded-for': address } });
    for (const path of ['/', '/api/where?q=x', '/opensearch.xml']) {
      expect((await from('203.0.113.7', path)).status).toBe(200);
    }
    for (const [path, type] of [
      ['/', /^text\/html/],
      ['/api/where', /^application\/json/],
      ['/opensearch.xml', /^application\/json/],
    ] as const) {
      const refused = await from('203.0.113.7', path);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('content-type')).toMatch(type);
    }
    expect(await (await from('203.0.113.7', '/?q=my+question')).text()).toContain('value="my question"');
    expect((await from('203.0.113.8', '/')).status).toBe(200);
    expect((await fetch(`${limited.origin}/healthz`)).status).toBe(200);
    limited.close();
  });
});
