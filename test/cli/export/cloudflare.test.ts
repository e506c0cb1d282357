import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cloudflare } from '../../../src/cli/export/cloudflare.ts';
import { GATEWAY, isNamed, listed, rulesFor, SPELLINGS } from './exported.ts';

/** An item of a Bulk Redirect List. Source: https://developers.cloudflare.com/rules/bulk-redirects/reference/json-objects/ */
const Items = z.array(
  z.strictObject({
    redirect: z.strictObject({
      source_url: z.string().regex(/^[a-z0-9.-]+\/[^?#]*$/),
      target_url: z
        .string()
        .url()
        .regex(/^[^?#]+$/),
      status_code: z.literal(302),
      include_subdomains: z.literal(false),
      subpath_matching: z.boolean(),
      preserve_query_string: z.literal(true),
      preserve_path_suffix: z.literal(false),
    }),
    comment: z.string().max(500),
  }),
);

const { text, gateway } = rulesFor(cloudflare, 'on');
const items = Items.parse(JSON.parse(text)).map(({ redirect }) => redirect);

/** What Cloudflare does, as its documentation has it: the exact path, or the most specific one above it; slashes merged. */
function answer(url: string): string | null {
  const [path = '', query] = url
    .replace(/^https?:\/\//, '')
    .replace(/\/{2,}/g, '/')
    .split('?');
  const fits = items.filter(
    ({ source_url, subpath_matching }) =>
      path === source_url || (subpath_matching && path.startsWith(`${source_url.replace(/\/$/, '')}/`)),
  );
  const [best] = fits.toSorted((a, b) => b.source_url.length - a.source_url.length);
  return best ? `${best.target_url}${query === undefined ? '' : `?${query}`}` : null;
}

describe('the items of a Cloudflare Bulk Redirect List', () => {
  it('have different source URLs, below 16 slashes', () => {
    const sources = items.map(({ source_url }) => source_url);
    expect(new Set(sources).size).toBe(sources.length);
    for (const source of sources) expect(source.split('/').length).toBeLessThan(17);
  });

  it.each(Object.entries(SPELLINGS))('redirect old links as the gateway does, or not at all, %s', (_how, spell) => {
    for (const { host, path } of listed) {
      const link = spell(host, path);
      const theirs = answer(`https://${GATEWAY}/go/${link}`);
      if (theirs !== null) expect(theirs, link).toBe(gateway(link));
    }
  });

  it('redirect most of the pages that have moved, as the catalogue writes them and in lower case', () => {
    const redirected = listed.filter(({ host, path }) => {
      const [, query] = (gateway(`https://${host}${path}`) ?? '?').split('?');
      return isNamed({ host }) && path !== '/' && query === undefined && !path.includes('4711');
    });
    expect(redirected.length).toBeGreaterThan(250);
    const missing = redirected.filter(({ host, path }) => {
      const link = `https://${host}${path}`;
      return answer(`https://${GATEWAY}/go/${link}`) === null && gateway(link) !== link;
    });
    expect(missing).toEqual([]);
  });

  it('say with each redirect when it was made, and of which page', () => {
    expect(Items.parse(JSON.parse(text))[0]?.comment).toBe('data-governance-dashboard: made for a test');
  });
});
