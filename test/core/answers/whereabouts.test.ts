import { describe, expect, it } from 'vitest';
import { oftenAsked } from '../../../src/core/answers/often-asked.ts';
import { pageOf, replyTo } from '../../../src/core/answers/reply.ts';
import { questions, shippedPage } from '../../world/questions.ts';

const page = shippedPage;
const of = (id: string, state: 'on' | 'off' = 'on') => pageOf(questions, () => state, page(id));

describe('what is said of a page', () => {
  it('is its portal by name, its address and the clicks', () => {
    expect(of('explorer').answer.place).toMatchObject({
      portal: 'Microsoft Defender',
      url: 'https://security.microsoft.com/threatexplorer',
      navigation: ['Email & collaboration', 'Explorer'],
    });
  });

  it('is where it moved on to since, by the portal of that address', () => {
    expect(of('audit-log-search').movedOn).toMatchObject({ portal: 'Microsoft Purview' });
    expect(of('explorer').movedOn).toBeNull();
  });

  it('is each further place', () => {
    expect(of('view-alerts').answer.alternates.map(({ portal }) => portal)).toEqual([
      'Microsoft Purview compliance portal',
      'Exchange admin center',
    ]);
  });

  it('is where its portal opens; for a page that is gone, the portal that the old one moved to', () => {
    expect(of('message-trace').home).toEqual({
      portal: 'Exchange admin center',
      url: 'https://admin.exchange.microsoft.com',
    });
    expect(of('password-attack-simulations')).toMatchObject({
      answer: { place: null },
      home: { portal: 'Microsoft Defender' },
    });
  });

  it.each([
    ['explorer', 'on', 'leads-there'],
    ['explorer', 'off', 'off'],
    ['message-trace', 'on', 'not-affected'],
    ['real-time-detections', 'on', null],
  ] as const)('is what its old link does: %s while %s: %s', (id, state, oldLink) => {
    expect(of(id, state).oldLink).toBe(oldLink);
  });

  it('is nothing about its old link where the settings cannot be read', () => {
    expect(pageOf(questions, null, page('explorer')).oldLink).toBeNull();
  });

  it('of which only the clicks are known, or that is gone, is that its old link says so', () => {
    const { destination } = page('explorer');
    const clicksOnly = { ...page('explorer'), destination: destination && { ...destination, url: null } };
    const gone = { ...page('explorer'), destination: null };
    const on = () => 'on' as const;
    expect(pageOf(questions, on, clicksOnly).oldLink).toBe('shows-clicks');
    expect(pageOf(questions, on, gone).oldLink).toBe('says-gone');
  });

  it('holds for every page of the shipped catalogue', () => {
    for (const capability of questions.catalog.capabilities.values()) {
      const { movedOn, home } = pageOf(questions, () => 'on', capability);
      for (const { portal } of movedOn ? [movedOn, home] : [home]) expect(portal).toMatch(/^[A-Z]/);
      expect(URL.canParse(home.url)).toBe(true);
    }
  });
});

describe('pages to begin with', () => {
  it('are five that everybody can open', () => {
    const pages = oftenAsked(questions.catalog);
    expect(pages).toHaveLength(5);
    for (const { destination } of pages) expect(destination?.url).toMatch(/^https:/);
  });

  it('are others where an organisation has hidden some', () => {
    const capabilities = new Map(questions.catalog.capabilities);
    for (const { id } of oftenAsked(questions.catalog).slice(0, 2)) capabilities.delete(id);
    expect(oftenAsked({ capabilities })).toHaveLength(5);
  });
});

describe('the reply to a question', () => {
  const to = (question: string) => replyTo(questions, () => 'on', question);

  it('is one page, several to choose from, or none with what comes near and where to look', () => {
    expect(to('where did threat explorer go?')).toMatchObject({
      kind: 'page',
      page: { answer: { capability: { id: 'explorer' } } },
    });
    expect(to('dashboard')).toMatchObject({ kind: 'choices', choices: { length: 6 } });
    expect(to('the flux capacitor')).toMatchObject({ kind: 'miss', home: { url: expect.stringMatching(/^https:/) } });
  });

  it('to nothing is none at all', () => {
    for (const blank of ['', '  \n\t ', '\u00a0']) expect(to(blank)).toEqual({ kind: 'blank' });
  });
});
