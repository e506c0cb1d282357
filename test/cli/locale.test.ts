import { describe, expect, it } from 'vitest';
import { localeOf } from '../../src/cli/locale.ts';
import { signpost } from '../world/shell.ts';

describe('the language of the command line', () => {
  it.each([
    [{ LANG: 'de_DE.UTF-8' }, 'de-DE'],
    [{ LANG: 'fr_CA' }, 'fr-CA'],
    [{ LANG: 'de_DE@euro' }, 'de-DE'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8' }, 'fr-FR'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8', LC_ALL: 'de_CH.UTF-8' }, 'de-CH'],
    [{ LC_ALL: '', LANG: 'fr' }, 'fr'],
    [{ LANG: 'C.UTF-8' }, 'C'],
    [{}, undefined],
  ])('is what the environment %j names', (environment, locale) => {
    expect(localeOf(environment)).toBe(locale);
  });

  it.each([
    ['de_AT.UTF-8', 'Umleitung eingeschaltet: Ein alter Link, der über Signpost läuft, führt von selbst dorthin.'],
    ['fr_FR.UTF-8', 'Redirection activée\u00a0: un ancien lien qui passe par Signpost y mène de lui-même.'],
    ['C', 'Redirection is on: an old link that goes through Signpost leads there by itself.'],
  ])('is that of what people read: %s', async (LANG, sentence) => {
    expect((await signpost(['where', 'threat explorer'], { LANG })).out).toContain(sentence);
  });

  it('makes no difference to what programs read', async () => {
    const [german, english] = await Promise.all(
      ['de_DE.UTF-8', 'C'].map((LANG) => signpost(['where', '--json', 'threat explorer'], { LANG })),
    );
    expect(german).toEqual(english);
  });
});
