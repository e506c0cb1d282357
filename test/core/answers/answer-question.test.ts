import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUESTION_MAX } from '../../../src/core/answers/answer-question.ts';
import { readLimit, toWhereJson } from '../../../src/core/answers/where-json.ts';
import { catalog } from '../links/links.ts';
import { answersOf, ask, first, PORTS, shown } from './ask.ts';

describe('A question in words', () => {
  it.each([
    ['where did threat explorer go?', 'explorer'],
    ['Where is the quarantine now', 'quarantine'],
    ['where can I find message trace', 'message-trace'],
    ['I CANNOT FIND SAFE LINKS ANY MORE!!!', 'safe-links'],
  ])('%s gets the page that it names', (question, id) => {
    expect(first(question)).toBe(id);
  });

  it('gets the new place, the old addresses and whether an old link goes there by itself', () => {
    expect(answersOf(ask('threat explorer'))[0]).toMatchObject({
      why: { kind: 'alias', text: 'threat explorer' },
      legacy: ['https://protection.office.com/threatexplorer'],
      place: {
        portal: 'Microsoft Defender',
        home: 'https://security.microsoft.com',
        url: 'https://security.microsoft.com/threatexplorer',
        navigation: ['Email & collaboration', 'Explorer'],
      },
      redirection: 'on',
    });
  });

  it('gets the state of the one setting that moves the page, and no other', () => {
    const stateOf = (migration: string) => (migration === 'mdo-scc' ? 'off' : 'on');
    const redirection = (question: string) => answersOf(ask(question, { stateOf }))[0]?.redirection;
    expect(redirection('threat explorer')).toBe('off');
    expect(redirection('mde device list')).toBe('on');
    expect(redirection('message trace')).toBe('not-affected');
  });

  it('about a page that is gone says so: no place', () => {
    expect(answersOf(ask('unified messaging'))[0]).toMatchObject({ place: null, capability: { retired: true } });
  });

  it('that is a word of several meanings gets a choice, even where one page has exactly that name', () => {
    for (const { term, ids } of catalog.ambiguous) {
      const answered = ask(`where is ${term}?`);
      expect(answered.kind, term).toBe('choice');
      expect(new Set(shown(term)), term).toEqual(new Set<string>(ids));
    }
  });

  it('offers the nearest where the first is hardly ahead, and lists them best first', () => {
    const answered = ask('threat analytics reports');
    const confidences = answersOf(ask('who forwards mail outside')).map(({ confidence }) => confidence);
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
    expect(answered.kind === 'choice' ? answered.choices : 1).toBeLessThanOrEqual(3);
  });

  it.each([
    ['where is the nearest bakery'],
    ['how do I bake bread'],
    ['qwrtzp xkcd vbnm'],
    ['where did the Trello archive go'],
    ['Gmail labels'],
  ])('%s gets no answer rather than a wrong one', (question) => {
    expect(ask(question).kind).toBe('miss');
  });

  it('that is missed gets the three nearest', () => {
    const answered = ask('invite list for the summer party quarantine tent');
    expect(answered).toMatchObject({ kind: 'miss' });
    expect(answered.kind === 'miss' ? answered.nearest.length : 0).toBe(3);
  });

  it('that is blank is a question without answers', () => {
    for (const blank of ['', '   ', '\n\t', '\u00a0']) expect(ask(blank)).toEqual({ kind: 'blank', question: '' });
  });

  it('is cut at 2,000 characters, and never within one', () => {
    const long = `quarantine ${'\u{1F600}'.repeat(2000)}`;
    const { question } = ask(long);
    expect(question.length).toBeLessThanOrEqual(QUESTION_MAX);
    expect(question.isWellFormed()).toBe(true);
  });
});

describe('A question with an address in it', () => {
  it('is answered by the address: every old one of the catalogue leads to its page', () => {
    for (const { id, migration, legacyPaths } of catalog.capabilities.values()) {
      const from = catalog.migrations.get(migration)?.fromPortalId;
      const [host = ''] = (from && catalog.portals.get(from)?.hosts[0])?.split('/') ?? [];
      for (const path of legacyPaths) {
        expect(first(`https://${host}${path.replace(/\{\w+\}/g, 'x1')}`), path).toBe(id);
      }
    }
  });

  it.each([
    ['my bookmark https://protection.office.com/quarantine is broken', 'quarantine'],
    ['(protection.office.com/quarantine).', 'quarantine'],
    ['[Quarantine](https://protection.office.com/quarantine)', 'quarantine'],
    ['HTTPS://PROTECTION.OFFICE.COM/QUARANTINE/?x=1', 'quarantine'],
    ['https://protection.office.com/?hash=/quarantine', 'quarantine'],
    ['explorer https://protection.office.com/quarantine', 'quarantine'],
    [
      'https://nam12.safelinks.protection.outlook.com/?url=https%3A%2F%2Fprotection.office.com%2Fquarantine&data=05',
      'quarantine',
    ],
    ['https://security.microsoft.com/attacksimulator', 'attack-simulator'],
    ['https://aka.ms/AttackSim', 'attack-simulator'],
    ['aka.ms/attacksim', 'attack-simulator'],
    ['https://go.microsoft.com/fwlink/?LinkID=2129828', 'permissions'],
    ['https://securescore.office.com is broken', 'secure-score'],
  ])('%s', (question, id) => {
    expect(first(question)).toBe(id);
  });

  it('says by what it was found', () => {
    const why = (question: string) => answersOf(ask(question))[0]?.why.kind;
    expect(why('https://protection.office.com/quarantine')).toBe('old-link');
    expect(why('https://security.microsoft.com/attacksimulator')).toBe('new-link');
    expect(why('https://aka.ms/AttackSim')).toBe('short-link');
  });

  it('that no page has gets the closest pages, and never the home page as its answer', () => {
    const answered = ask('https://protection.office.com/quarantin');
    expect(answered).toMatchObject({ kind: 'miss', nearest: [{ capability: { id: 'quarantine' } }, {}, {}] });
  });

  it('of another site is answered by its other words alone', () => {
    expect(first('https://evil.example/quarantine')).toBe('miss');
    expect(first('https://blog.example/post says message trace moved')).toBe('message-trace');
  });

  it('that is this server’s own, or carries a password, is no old link', () => {
    expect(first('https://signpost.example/quarantine')).toBe('miss');
    expect(answersOf(ask('https://user:secret@protection.office.com/quarantine'))[0]?.why.kind).not.toBe('old-link');
  });

  it('that several pages share offers these', () => {
    const answered = ask('https://admin.exchange.microsoft.com/#/reports/mailflowreportsmain');
    expect(answered.kind).toBe('choice');
  });

  it('in a text with dots that is no address is a question in words', () => {
    expect(first('quarantine...where is it?')).toBe('quarantine');
  });
});

describe('The answers as JSON', () => {
  it('have the shape that the contract gives', () => {
    const json = toWhereJson(ask('where did threat explorer go?'), 1);
    expect(json).toEqual({
      question: 'where did threat explorer go?',
      answers: [
        {
          capability: 'explorer',
          name: 'Explorer',
          confidence: expect.any(Number),
          migration: 'mdo-scc',
          category: 'security',
          movedBy: 'mdo-scc',
          legacy: ['https://protection.office.com/threatexplorer'],
          destination: {
            portal: 'Microsoft Defender',
            url: 'https://security.microsoft.com/threatexplorer',
            navigation: ['Email & collaboration', 'Explorer'],
          },
          redirection: 'on',
        },
      ],
    });
  });

  it('are at most as many as asked for, and none for a miss or a blank line', () => {
    expect(toWhereJson(ask('alerts'), 2).answers).toHaveLength(2);
    expect(toWhereJson(ask('how do I bake bread'), 5).answers).toEqual([]);
    expect(toWhereJson(ask('  '), 5)).toEqual({ question: '', answers: [] });
  });

  it('take a limit from 1 to 20, else 5', () => {
    expect(['1', '20', '0', '21', '-1', '1.5', 'x', '', null, undefined].map(readLimit)).toEqual([
      1, 20, 5, 5, 5, 5, 5, 5, 5, 5,
    ]);
  });
});

describe('Any text', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      `$\{x}`,
      '<b>',
      '{{7*7}}',
      '\u202e',
      '\u0000',
      '\u{1F468}\u200d\u{1F469}',
      'https://',
      'a.b.c/',
      '%E0%A4%A',
      'ﷺ',
      '\ud800',
    ),
    fc.constantFrom(...[...catalog.capabilities.values()].map(({ name }) => name)),
  );

  it('gets an answer or a miss, with probabilities, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const answered = ask(parts.join(' '));
        const answers = answersOf(answered);
        expect(answers.length).toBeLessThanOrEqual(20);
        for (const { confidence } of answers) expect(confidence >= 0 && confidence <= 1).toBe(true);
        expect(() => JSON.stringify(toWhereJson(answered, 20))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('of 15 KB is read to its 2,000th character only', () => {
    const asked: string[] = [];
    const find: typeof PORTS.index.find = (question, limit) => {
      asked.push(question);
      return PORTS.index.find(question, limit);
    };
    ask(`${'zzz '.repeat(490)}${'quarantine '.repeat(2000)}`, { index: { find } });
    ask('qwertzui'.repeat(2000), { index: { find } });
    expect(asked.map(({ length }) => length <= QUESTION_MAX)).toEqual([true, true]);
  });

  it('gets the same answer again, whatever was asked in between', () => {
    fc.assert(
      fc.property(part, part, (one, other) => {
        const before = JSON.stringify(ask(one));
        ask(other);
        expect(JSON.stringify(ask(one))).toBe(before);
      }),
      { numRuns: 200 },
    );
  });
});
