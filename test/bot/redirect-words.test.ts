import { describe, expect, it } from 'vitest';
import { readRedirectWords } from '../../src/bot/commands/redirect-words.ts';

const off = (rest: string) => readRedirectWords(`off${rest}`);
const asksOff = (migration: string | undefined, time?: { kind: 'for' | 'until'; text: string }) => ({
  readable: true,
  words: { action: 'off', migration, time },
});

describe('/redirect', () => {
  it.each(['status', 'on', 'history', 'feedback', 'traffic'])('%s takes a migration, or none', (action) => {
    expect(readRedirectWords(action)).toEqual({ readable: true, words: { action, migration: undefined } });
    expect(readRedirectWords(`${action} mdo-ssc`)).toEqual({ readable: true, words: { action, migration: 'mdo-ssc' } });
    expect(readRedirectWords(`${action} one two`)).toEqual({ readable: false, meant: [`/redirect ${action}`] });
  });

  it('M alone asks for the status of M', () => {
    expect(readRedirectWords('mdo-scc')).toEqual({ readable: true, words: { action: 'status', migration: 'mdo-scc' } });
  });

  it('help names no migration', () => {
    expect(readRedirectWords('help')).toEqual({ readable: false, meant: [] });
  });

  it('verify takes the first digits of a receipt, in either case', () => {
    const verify = (digits: string | undefined) => ({ readable: true, words: { action: 'verify', digits } });
    expect(readRedirectWords('verify')).toEqual(verify(undefined));
    expect(readRedirectWords('verify 9F86D081884C')).toEqual(verify('9f86d081884c'));
    expect(readRedirectWords('verify 9f8')).toEqual({ readable: false, meant: ['/redirect verify'] });
    expect(readRedirectWords('verify mdo-scc')).toEqual({ readable: false, meant: ['/redirect verify'] });
  });

  it('explain takes whatever follows as the link, in its own case', () => {
    const explain = (link: string | undefined) => ({ readable: true, words: { action: 'explain', link } });
    expect(readRedirectWords('Explain https://Protection.Office.com/a')).toEqual(
      explain('https://Protection.Office.com/a'),
    );
    expect(readRedirectWords('explain')).toEqual(explain(undefined));
  });
});

describe('/redirect off', () => {
  it.each([
    ['', undefined],
    [' mdo-scc', 'mdo-scc'],
    [' MDO-SCC', 'MDO-SCC'],
    [' zzzz', 'zzzz'],
  ])('takes a migration, known or not: "%s"', (rest, migration) => {
    expect(off(rest)).toEqual(asksOff(migration));
  });

  it.each([
    [' for 4h', undefined, 'for', '4h'],
    [' for 4 hours', undefined, 'for', '4 hours'],
    [' FOR 4H', undefined, 'for', '4H'],
    [' mdo-scc for 4h', 'mdo-scc', 'for', '4h'],
    [' for 4h mdo-scc', 'mdo-scc', 'for', '4h'],
    [' for 4 hours mdo-scc', 'mdo-scc', 'for', '4 hours'],
    [' until 2026-12-24', undefined, 'until', '2026-12-24'],
    [' until 2026-12-24 18:00', undefined, 'until', '2026-12-24 18:00'],
    [' until 2026-12-24T18:00', undefined, 'until', '2026-12-24T18:00'],
    [' mdo-scc until 2026-12-24 18:00', 'mdo-scc', 'until', '2026-12-24 18:00'],
    [' until 2026-12-24 mdo-scc', 'mdo-scc', 'until', '2026-12-24'],
    [' until 2026-12-24 18:00 mdo-scc', 'mdo-scc', 'until', '2026-12-24 18:00'],
  ] as const)('takes a time: "%s"', (rest, migration, kind, text) => {
    expect(off(rest)).toEqual(asksOff(migration, { kind, text }));
  });

  it.each([
    [' for', 'for', ''],
    [' for 5 bananas', 'for', '5 bananas'],
    [' for -4h', 'for', '-4h'],
    [' for some days', 'for', 'some days'],
    [' until someday', 'until', 'someday'],
    [' until next friday evening', 'until', 'next friday evening'],
    [' until 2026-12-24 18:00 or so', 'until', '2026-12-24 18:00 or so'],
    [' for 4h until 2026-12-24', 'for', '4h until 2026-12-24'],
  ] as const)('hands on a time that nobody can read, whole: "%s"', (rest, kind, text) => {
    expect(off(rest)).toEqual(asksOff(undefined, { kind, text }));
  });

  it('takes nothing else', () => {
    expect(off(' mdo-scc and mde')).toEqual({ readable: false, meant: ['/redirect off'] });
  });
});
