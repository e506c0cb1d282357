import * as renderer from 'adaptivecards';
import { describe, expect, it } from 'vitest';
import { TITLE_MAX } from '../../src/cards/actions.ts';
import { errorCard } from '../../src/cards/error-card.ts';
import { noticeCard } from '../../src/cards/notice.ts';
import { plainText } from '../../src/cards/plain-text.ts';
import { DirectoryUnavailable, MalformedInput, UnknownMigration } from '../../src/core/errors.ts';
import { migrationId } from '../../src/core/ids.ts';
import { en } from '../../src/wording/en.ts';
import { LANGUAGES } from '../../src/wording/languages.ts';
import { cardSamples, change, HARM, migrations } from './samples.ts';

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

interface Button {
  readonly title: string;
  readonly tooltip?: string;
}
/** What can be pressed, fallbacks aside. */
const buttonsOf = (card: unknown): readonly Button[] =>
  typed(
    JSON.parse(JSON.stringify(card, (key, value) => (key === 'fallback' ? undefined : value))),
    /^Action\./,
  ) as never; // as actions.ts makes them

/** A card that is quick on a phone, in bytes as sent. Teams takes 100 KB of a bot in one message, in UTF-16. */
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

  it('is below 25 KB, and has at most six buttons', () => {
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(CARD_MAX);
    expect((card.actions as readonly unknown[]).length).toBeLessThanOrEqual(ACTIONS_MAX); // each template has them
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

  it('offers what comes next', () => {
    expect(buttonsOf(card).length).toBeGreaterThan(0);
  });

  it('names no two buttons alike, and none at greater length than 320 pixels hold; what is cut is whole in its tooltip', () => {
    const titles = buttonsOf(card).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { title, tooltip } of buttonsOf(card)) {
      expect(title.length).toBeLessThanOrEqual(TITLE_MAX);
      if (title.endsWith('…') && tooltip !== undefined) expect(tooltip).not.toContain('…');
    }
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
    // What a button carries back is shown nowhere.
    const shown = JSON.stringify(card, (key, value) => (key === 'data' ? undefined : value));
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('an error', () => {
  const reader = { words: en, timeZone: 'UTC' };
  it('names five migrations that may have been meant, and no more', () => {
    const near = Array.from({ length: 34 }, (_, n) => migrationId(`contoso-${n + 1}`));
    const card = JSON.stringify(errorCard(reader, new UnknownMigration('contoso', near)));
    expect(card).toContain('contoso-5?');
    expect(card).not.toContain('contoso-6');
  });
  it('that lacks a permission does not blame the directory', () => {
    const card = JSON.stringify(errorCard(reader, new DirectoryUnavailable('permission-missing')));
    expect(card).toContain('A permission is missing');
    expect(card).not.toContain('did not answer');
  });
  it('of any button or form says what to do without naming a command of another', () => {
    const card = JSON.stringify(errorCard(reader, new MalformedInput('question', 'missing')));
    expect(card).toContain('The question is missing.');
    expect(card).not.toContain('/redirect');
  });
});

describe('a notice', () => {
  it('names the migration: two may begin at the same portal', () => {
    const reader = { words: en, timeZone: 'UTC' };
    const headings = ['mdo-scc', 'scc-compliance'].map((id) => {
      const card = noticeCard(reader, migrations, change(1, { migration: migrationId(id) }), 'channel');
      return typed(card, /^TextBlock$/)[0]?.text;
    });
    expect(new Set(headings).size).toBe(2);
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
