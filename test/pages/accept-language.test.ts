import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsForRequest } from '../../src/pages/accept-language.ts';
import { LANGUAGES } from '../../src/wording/languages.ts';

function languageFor(header: string | undefined): string {
  const request = new IncomingMessage(new Socket());
  if (header !== undefined) request.headers['accept-language'] = header;
  return wordsForRequest(request).language;
}

describe('the language of a page', () => {
  it.each([
    ['de', 'de', 'is the one that is asked for'],
    ['fr-CA,fr;q=0.9,en;q=0.8', 'fr', 'of whatever region'],
    ['DE-at', 'de', 'in whatever case'],
    ['en;q=0.5, fr;q=0.9 , de;q=0.7', 'fr', 'is the most wanted, wherever it stands'],
    ['en-US,de;q=0.9', 'en', 'has the weight 1 where none is given'],
    ['fr,de', 'fr', 'is the first of those wanted alike'],
    ['it,nl;q=0.9,de;q=0.4,fr;q=0.3', 'de', 'is the most wanted that Signpost speaks'],
    ['de;q=0,fr;q=0.1', 'fr', 'is none that is refused'],
    ['de;q=0.000', 'en', 'is English where all else is refused'],
    ['*', 'en', 'is English where any will do'],
    ['fr;q=0.5,*;q=0.8', 'en', 'is English where any is wanted more'],
    ['ja', 'en', 'is English where Signpost speaks none of them'],
    ['', 'en', 'is English where none is named'],
    [undefined, 'en', 'is English where nothing is asked'],
    ['de;q=2, fr;q=0.1', 'fr', 'is none whose weight is no weight'],
    ['de;level=1, fr', 'fr', 'is none with other parameters'],
    ['de; q=0.2 ,fr ;q=0.3', 'fr', 'may have spaces around its weight'],
    [`${'it,'.repeat(400)}de`, 'en', 'is looked for in the first 1,000 characters'],
  ])('%j: %s %s', (header, language, _how) => {
    expect(languageFor(header)).toBe(language);
  });

  it('is one that Signpost speaks, whatever is asked', () => {
    const piece = fc.constantFrom('de', 'fr', 'en', '-', 'AT', ';q=', '0', '.5', '1', ',', ' ', '*', '\t', ';', 'ü');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => LANGUAGES.has(languageFor(pieces.join('')))));
  });

  it('is the heaviest of any weights', () => {
    const weights = fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(weights, ([de = 0, fr = 0]) => {
        const asked = `de;q=${(de / 1_000).toFixed(3)},fr;q=${(fr / 1_000).toFixed(3)}`;
        expect(languageFor(asked)).toBe(de > fr ? 'de' : 'fr');
      }),
    );
  });
});
