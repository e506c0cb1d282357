import { describe, expect, it } from 'vitest';
import { LANGUAGES, wordsFor } from '../../src/wording/languages.ts';

describe('the language for a locale', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE-de', 'de'],
    ['fr-CA', 'fr'],
    ['fr-Latn-BE', 'fr'],
    ['en-GB', 'en'],
    ['nl-NL', 'en'],
    ['den', 'en'],
    ['', 'en'],
    ['__proto__', 'en'],
    [undefined, 'en'],
  ])('of %j is %s', (locale, language) => {
    expect(wordsFor(locale).language).toBe(language);
  });
});

const wordsOf = (language: string) => wordsFor(language);
const AT = Date.UTC(2026, 10, 24, 16, 5);

describe('a time', () => {
  it.each([
    ['en', 'Europe/Berlin', 'Tue, 24 Nov 2026, 17:05 CET'],
    ['de', 'Europe/Berlin', 'Di., 24. Nov. 2026, 17:05 MEZ'],
    ['de', 'America/New_York', 'Di., 24. Nov. 2026, 11:05 GMT-5'],
    ['fr', 'Europe/Paris', 'mar. 24 nov. 2026, 17:05 UTC+1'],
    ['fr', 'UTC', 'mar. 24 nov. 2026, 16:05 UTC'],
  ])('in %s on the clock of %s is %s', (language, zone, text) => {
    expect(wordsOf(language).time(AT, zone)).toBe(text);
  });

  it.each([...LANGUAGES.keys()])('at midnight is 00:00 of the new day in %s', (language) => {
    expect(wordsOf(language).time(Date.UTC(2026, 10, 25), 'UTC')).toMatch(/25.*\b00:00/);
  });
});

describe('a day', () => {
  it.each([
    ['en', 'Last on 24 Nov 2026; 2 in Teams and 1 on the web.'],
    ['de', 'Zuletzt am 24.11.2026; 2 in Teams und 1 im Web.'],
    ['fr', 'Dernière fois le 24 nov. 2026\u202f; 2 dans Teams et 1 sur le web.'],
  ])('in %s: %s', (language, text) => {
    expect(wordsOf(language).misses.where(AT, 2, 1)).toBe(text);
  });
});

describe('a number', () => {
  it.each([
    ['en', '1,234,567'],
    ['de', '1.234.567'],
    ['fr', '1\u202f234\u202f567'],
  ])('is written in %s as %s', (language, text) => {
    expect(wordsOf(language).number(1_234_567)).toBe(text);
  });
});

describe('so many of something', () => {
  it.each([
    ['en', ['0 receipts checked', '1 receipt checked', '2 receipts checked', '1,000 receipts checked']],
    ['de', ['0 Belege geprüft', '1 Beleg geprüft', '2 Belege geprüft', '1.000 Belege geprüft']],
    ['fr', ['0 reçu vérifié', '1 reçu vérifié', '2 reçus vérifiés', '1\u202f000 reçus vérifiés']],
  ])('follow the rules of %s', (language, texts) => {
    const { wholeLine } = wordsOf(language).verify;
    expect([0, 1, 2, 1_000].map((n) => wholeLine(n).split(/\s*:/)[0])).toEqual(texts);
  });

  it.each([
    ['en', '1 notice is on the way.', '3 notices are on the way.'],
    ['de', '1 Benachrichtigung ist unterwegs.', '3 Benachrichtigungen sind unterwegs.'],
    ['fr', '1 notification est en route.', '3 notifications sont en route.'],
  ])('have their verb with them in %s', (language, one, three) => {
    const { waiting } = wordsOf(language).notify;
    expect([waiting(1), waiting(3)]).toEqual([one, three]);
  });
});

describe('alternatives', () => {
  it.each([
    ['en', 'Did you mean a, b or c?'],
    ['de', 'Meinten Sie a, b oder c?'],
    ['fr', 'Vouliez-vous dire a, b ou c\u202f?'],
  ])('are joined as in %s', (language, text) => {
    expect(wordsOf(language).errors['unknown-migration'].near(['a', 'b', 'c'])).toBe(text);
  });
});

describe('a role', () => {
  it.each([
    ['en', 'Global Administrator or Security Reader'],
    ['de', 'Globaler Administrator oder Sicherheitsleseberechtigter'],
    ['fr', 'Administrateur général ou Lecteur de sécurité'],
  ])('has the name by which people know it in %s', (language, names) => {
    const { roles } = wordsOf(language).refused;
    expect(roles(['Global Administrator', 'Security Reader'])).toContain(names);
  });

  it.each([...LANGUAGES.keys()])('that has no name of its own in %s keeps its English one', (language) => {
    expect(wordsOf(language).refused.roles(['Teams Administrator'])).toContain('Teams Administrator');
  });
});
