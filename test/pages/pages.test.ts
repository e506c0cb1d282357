import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../src/pages/html.ts';
import { page, searchForm } from '../../src/pages/layout.ts';
import { sendPage } from '../../src/pages/send-page.ts';
import { wordsFor } from '../../src/wording/languages.ts';

const words = wordsFor('en');
const EVIL = `"><script>alert('1')</script>&amp;`;
const HARMLESS = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;';

describe('a template', () => {
  it('escapes every text that is put into it', () => {
    expect(String(html`<a href="${EVIL}">${EVIL}</a>`)).toBe(`<a href="${HARMLESS}">${HARMLESS}</a>`);
  });

  it('leaves markup as it is, alone or as a list', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(String(html`<ul>${items}</ul>${html`<p></p>`}`)).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul><p></p>');
  });

  it('shows nothing for null', () => {
    expect(String(html`<p>${null}</p>`)).toBe('<p></p>');
  });
});

describe('a page', () => {
  const text = page({ title: EVIL, words, body: html`<h1>${EVIL}</h1>`, script: 'let a = 1 < 2;' }, 'abc');

  it('escapes its title', () => expect(text).toContain(`<title>${HARMLESS} · Signpost</title>`));
  it('names its language', () => expect(text).toContain('<html lang="en">'));
  it('lets its style and script run by the nonce', () => {
    expect(text).toContain('<style nonce="abc">');
    expect(text).toContain('<script nonce="abc">let a = 1 < 2;</script>');
  });
  it('asks the search page that it is told of', () => {
    const form = String(searchForm(words, { home: 'https://signpost.example/', question: EVIL }));
    expect(form).toContain('action="https://signpost.example/"');
    expect(form).toContain(`value="${HARMLESS}"`);
  });
});

describe('the answer with a page', () => {
  let origin = '';
  const server = createServer((request, response) =>
    sendPage(request, response, 404, {
      title: 'T',
      words,
      body: html`<h1>T</h1>`,
      ...(request.url === '/script' ? { script: '1;' } : {}),
      ...(request.url === '/elsewhere' ? { home: 'https://signpost.example/' } : {}),
    }),
  );
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address && typeof address === 'object') origin = `http://127.0.0.1:${address.port}`;
  });
  afterAll(() => void server.close());

  const nonceIn = (policy: string | null) => /style-src 'nonce-([^']+)'/.exec(policy ?? '')?.[1];

  it('lets nothing in but what carries its nonce', async () => {
    const answer = await fetch(`${origin}/`);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toBe(
      `default-src 'none'; style-src 'nonce-${nonceIn(policy)}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(await answer.text()).toContain(`<style nonce="${nonceIn(policy)}">`);
  });

  it('has another nonce each time', async () => {
    const [a, b] = await Promise.all([fetch(`${origin}/`), fetch(`${origin}/`)]);
    expect(nonceIn(a.headers.get('content-security-policy'))).not.toBe(
      nonceIn(b.headers.get('content-security-policy')),
    );
  });

  it('lets a script run only on a page that has one', async () => {
    const answer = await fetch(`${origin}/script`);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain(`script-src 'nonce-${nonceIn(policy)}'`);
  });

  it('lets the search form ask a search page on another host', async () => {
    const answer = await fetch(`${origin}/elsewhere`);
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self' https://signpost.example;");
  });

  it('is kept in no cache, guessed at by nobody, and tells no other site of itself', async () => {
    const { status, headers } = await fetch(`${origin}/`);
    expect(status).toBe(404);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('leaves the body out where only the head was asked for', async () => {
    const answer = await fetch(`${origin}/`, { method: 'HEAD' });
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(0);
    expect(await answer.text()).toBe('');
  });
});
