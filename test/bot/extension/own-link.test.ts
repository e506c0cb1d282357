import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionOfLink } from '../../../src/bot/extension/own-link.ts';

const OURS = 'https://signpost.example';
const OLD = 'https://protection.office.com/threatexplorer?a=1#b';
const of = (link: string) => questionOfLink(link, OURS);

describe('a link of this server', () => {
  it.each([
    [`${OURS}/?q=threat+explorer`, 'threat explorer'],
    [`${OURS}?q=dlp`, 'dlp'],
    [`${OURS}/go/${OLD}`, OLD],
    [`${OURS}/go/${encodeURIComponent(OLD)}`, OLD],
    [`${OURS}/go?to=${encodeURIComponent(OLD)}`, OLD],
    [`${OURS.toUpperCase()}/?q=x`, 'x'],
  ])('asks for what it leads to: %s', (link, question) => {
    expect(of(link)).toBe(question);
  });

  it.each([
    ['another host', 'https://evil.example/?q=x'],
    ['a host that begins like it', 'https://signpost.example.evil.example/?q=x'],
    ['a user before the host', 'https://signpost.example@evil.example/?q=x'],
    ['a user name', 'https://me@signpost.example/?q=x'],
    ['another scheme', 'http://signpost.example/?q=x'],
    ['another port', 'https://signpost.example:8443/?q=x'],
    ['another page', `${OURS}/healthz?q=x`],
    ['no question', `${OURS}/`],
    ['broken encoding', `${OURS}/go/%E0%A4%A`],
    ['no address', 'threat explorer'],
  ])('is not one with %s', (_what, link) => {
    expect(of(link)).toBeUndefined();
  });

  it('is looked for in any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void of(text)));
    fc.assert(fc.property(fc.string(), (text) => void of(`${OURS}/go/${text}`)));
  });
});
