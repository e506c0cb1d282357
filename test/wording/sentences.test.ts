import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { en, type Words } from '../../src/wording/en.ts';
import { LANGUAGES } from '../../src/wording/languages.ts';

type Fact = string | number | readonly string[];
type Sentence = string | ((...facts: readonly Fact[]) => string);

/** Each sentence by its place, as `notify.list.intro`. */
function* sentencesOf(value: unknown, place = ''): Generator<readonly [place: string, sentence: Sentence]> {
  if (typeof value === 'string') yield [place, value];
  else if (typeof value === 'function')
    yield [place, value as Exclude<Sentence, string>]; // called below by its parameters' names
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) yield* sentencesOf(each, place === '' ? key : `${place}.${key}`);
  }
}

/** The parameters of a sentence that are no text, told by their names: a new name goes into one of these lists. */
const NUMBERS =
  'n number version seconds chat web unhelpful helpful first end all limit days uses times sessions'.split(' ');
const LISTS = 'items steps names titles ids roles outcomes'.split(' ');
const INSTANTS = 'at day date last'.split(' ');

const parametersOf = (sentence: Sentence): readonly string[] => {
  const [, inside = ''] = /^\(([^)]*)\)|^/.exec(String(sentence)) ?? [];
  const single = /^(\w+)\s*=>/.exec(String(sentence))?.[1];
  return single ? [single] : inside.split(',').flatMap((name) => name.trim() || []);
};

const text = fc.stringMatching(/^[A-Z][a-z]{4,11}$/);
const factFor = (name: string): fc.Arbitrary<Fact> => {
  if (NUMBERS.includes(name)) return fc.integer({ min: 1, max: 100_000 });
  if (LISTS.includes(name)) return fc.array(text, { minLength: 1, maxLength: 4 });
  if (INSTANTS.includes(name))
    return fc.date({ min: new Date('2020'), max: new Date('2040'), noInvalidDate: true }).map(Number);
  return name === 'timeZone' ? fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata') : text;
};

/** What a fact may look like in a sentence; each is one that has to be there. */
function looks(words: Words, name: string, fact: Fact): readonly (readonly string[])[] {
  if (typeof fact === 'string') return [[fact]];
  if (typeof fact !== 'number') return fact.map((each) => [each]);
  if (INSTANTS.includes(name)) return [[String(new Date(fact).getUTCDate())]];
  return [[String(fact), words.number(fact)]];
}

/** The facts that do not show. */
const missing = (words: Words, said: string, parameters: readonly string[], facts: readonly Fact[]) =>
  parameters.filter((name, at) =>
    looks(words, name, facts[at] ?? '').some((ways) => !ways.some((way) => said.includes(way))),
  );

const say = (sentence: Sentence, facts: readonly Fact[]): string =>
  typeof sentence === 'string' ? sentence : sentence(...facts);

const english = [...sentencesOf(en)];
const others = [...LANGUAGES.values()].filter((words) => words !== en).map((words) => [words.language, words] as const);

/** Facts that a sentence shows in another way: a zone by its own name, and what is not said at 0. */
const SHOWN_OTHERWISE: Readonly<Record<string, readonly string[]>> = { time: ['timeZone', 'at'] };

describe.each([...LANGUAGES])('in %s', (_language, words) => {
  const sentences = new Map(sentencesOf(words));
  const composed = english.filter(([, sentence]) => typeof sentence === 'function');

  it.each(composed)('%s says each of its facts', (place, sentence) => {
    const parameters = parametersOf(sentence);
    const checked = parameters.filter((name) => !SHOWN_OTHERWISE[place]?.includes(name));
    fc.assert(
      fc.property(fc.tuple(...parameters.map(factFor)), (facts) => {
        const said = say(sentences.get(place) ?? '', facts);
        expect(missing(words, said, checked, facts)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

/** One example of each sentence. */
const examples = (words: Words): ReadonlyMap<string, string> =>
  new Map(
    english.map(([place, sentence]) => {
      const facts = parametersOf(sentence).map((name) => fc.sample(factFor(name), { seed: 7, numRuns: 1 })[0] ?? '');
      return [place, say(new Map(sentencesOf(words)).get(place) ?? '', facts)];
    }),
  );

/** Names, commands and what holds no word: the same in every language. */
const SAME_EVERYWHERE =
  /^(?:page\.product|where\.(?:searchName|steps|preview)|status\.id|history\.diff|help\.commands\.\w+\.say|where\.commands\.\w+\.say|notify\.commands\.\w+\.say|traffic\.help\.say|notify\.list\.name)$/;

/** Words that are written alike. */
const SAME_IN: Readonly<Record<string, readonly string[]>> = {
  de: ['feedback.csvHead.2', 'feedback.csvHead.3', 'time', 'number'],
  fr: ['inPrivate.topics.notices', 'feedback.csvHead.2', 'time', 'number'],
};

describe.each(others)('in %s', (language, words) => {
  it('nothing is left in English', () => {
    const inEnglish = examples(en);
    const same = [...examples(words)].filter(
      ([place, said]) =>
        said === inEnglish.get(place) && !SAME_EVERYWHERE.test(place) && !SAME_IN[language]?.includes(place),
    );
    expect(same).toEqual([]);
  });

  it('the commands are the English ones, which are the only ones', () => {
    const commands =
      /\/(?:redirect|where|notify)(?: (?:off|on|status|history|feedback|verify|traffic|explain|misses|here|list))?\b/g;
    const inEnglish = examples(en);
    for (const [place, said] of examples(words)) {
      expect([place, said.match(commands)?.sort()]).toEqual([place, inEnglish.get(place)?.match(commands)?.sort()]);
    }
  });
});

describe('quotation marks and spaces', () => {
  it('are German in German', () => {
    for (const [place, said] of examples(LANGUAGES.get('de') ?? en)) {
      expect([place, said]).not.toEqual([place, expect.stringMatching(/["”«»]|(?<!„[^“]*)“|\s["']/)]);
    }
  });

  it('are French in French: no line begins with a mark that belongs to the word before it', () => {
    for (const [place, said] of examples(LANGUAGES.get('fr') ?? en)) {
      expect([place, said]).not.toEqual([place, expect.stringMatching(/["“”„']|[^\u00a0]»|«[^\u00a0]/)]);
      expect([place, said]).not.toEqual([place, expect.stringMatching(/ [:;!?]|[\p{L})][;!?]|\p{L}:(?!\/\/)/u)]);
    }
  });
});
