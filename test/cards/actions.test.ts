import { describe, expect, it } from 'vitest';
import { execute, openUrl, TITLE_MAX } from '../../src/cards/actions.ts';
import { questions } from '../world/questions.ts';

const button = (title: string, tooltip?: string) => openUrl(title, 'https://example.com/', tooltip);

describe('the title of a button', () => {
  it.each([
    ['Explorer', 'Explorer'],
    ['Threat management dashboard (Security dashboard)', 'Threat management dashboard…'],
    ['DLP reports (policy matches, incidents, false positives and overrides)', 'DLP reports (policy matches…'],
    ['Manage advanced alerts (Office 365 Cloud App Security)', 'Manage advanced alerts (Office 365…'],
    [`Open ${'x'.repeat(60)}`, `Open ${'x'.repeat(TITLE_MAX - 'Open …'.length)}…`],
  ])('of %s is %s', (whole, shown) => {
    const { title } = button(whole);
    expect(title).toBe(shown);
    expect(title.length).toBeLessThanOrEqual(TITLE_MAX);
  });

  it('that was cut stands whole in the tooltip, which a screen reader says after it', () => {
    expect(button('Threat management dashboard (Security dashboard)').tooltip).toBe(
      'Threat management dashboard (Security dashboard)',
    );
    expect(button('Explorer')).not.toHaveProperty('tooltip');
  });

  it('is the same where a client knows Action.Submit only', () => {
    const { title, tooltip, fallback } = execute({ title: 'A name that is so long that it is cut', verb: 'help.show' });
    expect(fallback).toMatchObject({ title, tooltip });
  });

  it('tells the pages of the shipped catalogue apart', () => {
    const names = [...questions.catalog.capabilities.values()].map(({ name }) => name);
    const titles = names.map((name) => button(name).title);
    expect(new Set(titles).size).toBe(new Set(names).size);
  });

  it('cuts no character in two', () => {
    expect(button('😀'.repeat(TITLE_MAX)).title.isWellFormed()).toBe(true);
  });
});
