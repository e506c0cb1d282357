import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MISS_MAX, missOf } from '../../../src/core/answers/misses.ts';
import { NOON, TENANT } from '../../world/settings.ts';

const of = (question: string) => missOf({ tenant: TENANT, source: 'chat', at: NOON, question });

describe('a question that stayed unanswered', () => {
  it('keeps its words, its day and its tenant, and nobody’s name', () => {
    expect(of('Where did the  Flux Capacitor go?')).toEqual({
      tenant: TENANT,
      source: 'chat',
      at: NOON,
      question: 'Where did the Flux Capacitor go?',
      key: 'where did the flux capacitor go',
    });
  });

  it('is cut to 200 characters, none of them broken', () => {
    expect(of('x'.repeat(15_000))?.question).toHaveLength(MISS_MAX);
    expect(of(`${'x'.repeat(MISS_MAX - 1)}😀`)?.question.isWellFormed()).toBe(true);
  });

  it.each([[''], ['  \t\n '], ['???'], ['\u0000\u0007']])('is none where nothing can be read: %j', (question) => {
    expect(of(question)).toBeNull();
  });

  it('is the same one in another spelling of case, spaces and end', () => {
    const words = fc.stringMatching(/^[a-z]{1,9}( [a-z]{1,9}){0,4}$/);
    const ends = fc.constantFrom('', '?', '!!', ' …', '.');
    fc.assert(
      fc.property(words, ends, (text, end) => {
        const other = `  ${text.toUpperCase().replaceAll(' ', ' \n ')}${end}`;
        expect(of(other)?.key).toBe(of(text)?.key);
      }),
    );
  });

  it('can be stored whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const question = of(text)?.question ?? '';
        expect(question.length).toBeLessThanOrEqual(MISS_MAX);
        expect(question.isWellFormed()).toBe(true);
        expect(question).not.toContain('\u0000');
      }),
    );
  });
});
