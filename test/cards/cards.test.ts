import * as renderer from 'adaptivecards';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../src/cards/feedback-csv.ts';
import { plainText } from '../../src/cards/plain-text.ts';
import { en } from '../../src/wording/en.ts';
import { LANGUAGES } from '../../src/wording/languages.ts';
import { cardSamples, change, HARM } from './samples.ts';

type Element = Readonly<Record<string, unknown>>;

/** Every object in a card, actions and fallbacks included. */
function* elements(value: unknown): Generator<Element> {
  if (Array.isArray(value)) for (const each of value) yield* elements(each);
  else if (typeof value === 'object' && value !== null) {
    yield value as Element; // an object's properties are read one by one below
    for (const each of Object.values(value)) yield* elements(each);
  }
}

const typed = (card: unknown, type: RegExp): Element[] =>
  [...elements(card)].filter((element) => typeof element.type === 'string' && type.test(element.type));

/** Teams takes 28 KB at most and 25 KB in practice; in UTF-16. */
const CARD_MAX = 25 * 1024;
/** Buttons that Teams shows on one card. */
const ACTIONS_MAX = 6;

/** Each card in each language. */
const CARDS = [...LANGUAGES.values()].flatMap((words) =>
  Object.entries(cardSamples(words)).map(([name, card]) => [name, words.language, card] as const),
);

describe.each(CARDS)('the card %s in %s', (_name, _language, card) => {
  it('is read without complaint by the Adaptive Cards renderer, in schema 1.5', () => {
    const context = new renderer.SerializationContext(renderer.Versions.v1_5);
    new renderer.AdaptiveCard().parse(card, context);
    const complaints = Array.from({ length: context.eventCount }, (_, n) => context.getEventAt(n).message);
    expect(complaints.filter((message) => !/Chart\.(HorizontalBar|VerticalBar\.Grouped)/.test(message))).toEqual([]);
    expect(card.version).toBe('1.5');
  });

  it('leaves no binding of its template open', () => {
    const texts = [...elements(card)]
      .flatMap((element) => Object.values(element))
      .filter((value) => typeof value === 'string');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a person wrote may look like one
    expect(texts.filter((text) => text.includes('${') && !text.includes('${title}'))).toEqual([]);
  });

  it('is below 25 KB and has at most six buttons', () => {
    expect(JSON.stringify(card).length * 2).toBeLessThan(CARD_MAX);
    expect(typed(card, /^Action\.Execute$/).length).toBeLessThanOrEqual(ACTIONS_MAX);
  });

  it('has one heading first, wraps every text, and labels every input', () => {
    const [first] = typed(card, /^TextBlock$/);
    expect(first?.style).toBe('heading');
    for (const block of typed(card, /^TextBlock$/)) expect(block.wrap).toBe(true);
    for (const input of typed(card, /^Input\./)) {
      expect(input.label).toEqual(expect.stringMatching(/\S/));
      if (input.isRequired === true) expect(input.errorMessage).toEqual(expect.stringMatching(/\S/));
    }
    expect(card.fallbackText).toEqual(expect.stringMatching(/\S/));
    expect(card.speak).toEqual(expect.stringMatching(/\S/));
  });

  it('gives clients that know only Action.Submit the same buttons', () => {
    for (const action of typed(card, /^Action\.Execute$/)) {
      expect(action.fallback).toMatchObject({
        type: 'Action.Submit',
        title: action.title,
        data: { verb: action.verb },
      });
    }
  });

  it('shows what people wrote only where neither Markdown nor HTML has an effect', () => {
    for (const block of typed(card, /^TextBlock$/)) expect(block.text).not.toMatch(/evil\.example|<at>|\*\*bold/);
    expect(JSON.stringify(card)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('text that a person wrote', () => {
  it('keeps its letters, and loses only what turns other text round or that clients replace', () => {
    expect(plainText('a [b](c) **d**')).toBe('a [b](c) **d**');
    expect(plainText(HARM)).not.toContain('\u202e');
    expect(plainText('{{TIME(x)}}')).not.toContain('{{');
  });
  it('is set apart where it is written from right to left', () => {
    expect(plainText('שלום')).toBe('\u2068שלום\u2069');
  });
  it('is cut without breaking a character', () => {
    expect(plainText('😀😀', 2)).toBe('…');
    expect(plainText('a😀b', 4)).toBe('a😀b');
  });
});

describe('feedback as CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('makes a cell that begins like %j harmless', (comment) => {
    const { text } = csvOf(en, [change(1, {}, comment)]);
    expect(text).toContain(`"'${comment}"`);
  });
  it('doubles quotes, and ends each row as RFC 4180 says', () => {
    const { text, rows } = csvOf(en, [change(1, {}, 'say "no"\nnow')]);
    expect(text).toContain('"say ""no""\nnow"\r\n');
    expect(rows).toBe(1);
  });
  it('gives whole rows only', () => {
    const changes = [change(2), change(1)];
    const whole = csvOf(en, changes).text;
    expect(csvOf(en, changes, whole.length - 1).rows).toBe(1);
  });
});
