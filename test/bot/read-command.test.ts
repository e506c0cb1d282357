import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimHelp, readHelpWords } from '../../src/bot/commands/help-words.ts';
import { readNotifyWords } from '../../src/bot/commands/notify-words.ts';
import { readRedirectWords } from '../../src/bot/commands/redirect-words.ts';
import { claimWhere, readWhereWords } from '../../src/bot/commands/where-words.ts';
import { type CommandReader, mapReading, readCommand } from '../../src/bot/read-command.ts';

const READERS: readonly CommandReader<object>[] = [
  { name: 'redirect', read: (rest) => mapReading(readRedirectWords(rest), (words) => ({ redirect: words })) },
  { name: 'notify', read: (rest) => mapReading(readNotifyWords(rest), (words) => ({ notify: words })) },
  { name: 'where', read: (rest) => mapReading(readWhereWords(rest), (words) => ({ where: words })), claim: claimWhere },
  { name: 'help', read: readHelpWords, claim: claimHelp },
];
const said = (text: string) => readCommand(text, READERS);

const HELP = { kind: 'command', words: { action: 'help' } };
const redirect = (words: object) => ({ kind: 'command', words: { redirect: words } });
const OFF = redirect({ action: 'off', migration: undefined, time: undefined });

describe('a command', () => {
  it.each([
    ['/redirect off'],
    ['redirect off'],
    ['/REDIRECT OFF'],
    ['Redirect Off'],
    ['/ redirect off'],
    ['/redirect off'],
    ['/redirect off.'],
    ['redirect off!'],
    ['/redirect off?'],
    ['/redirect off …'],
    ['/redirect off!?。'],
  ])('is read from %o', (text) => {
    expect(said(text)).toEqual(OFF);
  });

  it.each([
    ['/redirect', { action: 'status', migration: undefined }],
    ['/redirect status', { action: 'status', migration: undefined }],
    ['/redirect history', { action: 'history', migration: undefined }],
    ['/redirect verify', { action: 'verify', digits: undefined }],
  ])('%s is one of the settings', (text, words) => {
    expect(said(text)).toEqual(redirect(words));
  });

  it.each([['here'], ['off'], ['status'], ['list']])('/notify %s is one of the notices', (action) => {
    expect(said(`/notify ${action}`)).toEqual({ kind: 'command', words: { notify: { action } } });
  });

  it('is a question about where something went', () => {
    expect(said('where did Threat Explorer go?')).toEqual({
      kind: 'command',
      words: { where: { action: 'ask', question: 'where did Threat Explorer go' } },
    });
  });

  it.each([
    ['https://protection.office.com/threatexplorer'],
    ['protection.office.com/threatexplorer?a=b'],
    ["where's Threat Explorer"],
    ['wheres Threat Explorer'],
  ])('is the question %o', (text) => {
    expect(said(text)).toEqual({ kind: 'command', words: { action: 'ask', question: text } });
  });

  it.each([
    ...['', '/', '?', '...', 'hi', 'Hello!', 'HEY', 'help', '/help', '/help redirect', 'help me please', 'hi there'],
    ...[
      'hello Signpost',
      'thanks',
      'Thank you so much!',
      'thx',
      'helo',
      'hlep',
      '/hepl',
      'thnaks',
      'thankyou',
      'hello, bot',
    ],
    ...['Hallo!', 'Guten Tag', 'Hilfe', 'vielen Dank', 'Bonjour à tous', 'merci beaucoup', 'aide'],
  ])('is a call for help in %o', (text) => {
    expect(said(text)).toEqual(HELP);
  });
});

describe('a near miss is never done, but asked about', () => {
  it.each([
    ['/redirect offf', ['/redirect off']],
    ['redirect histroy', ['/redirect history']],
    ['/redirect histroy mdo-scc', ['/redirect history mdo-scc']],
    ['/redirect of for 4h', ['/redirect off for 4h']],
    ['/redirect disable', ['/redirect off']],
    ['/redirect Enable mdo-scc', ['/redirect on mdo-scc']],
    ['/redirect off 4h', ['/redirect off for 4h']],
    ['/redirect off mde 3d', ['/redirect off mde for 3d']],
    ['/redirect on tomorrow morning', ['/redirect on']],
    ['/redirect verify xyz', ['/redirect verify']],
    ['/notify her', ['/notify here']],
    ['/notify on', ['/notify here']],
    ['/notify here please', ['/notify here']],
  ])('%o: its first word is a command', (text, meant) => {
    expect(said(text)).toEqual({ kind: 'unreadable', meant });
  });

  it.each([
    ['/redirct off', ['/redirect off']],
    ['redirct off mdo-scc for 4h', ['/redirect off mdo-scc for 4h']],
    ['/redirct offf', ['/redirect off']],
    ['redirection off', ['/redirect off']],
    ['/notfy here', ['/notify here']],
    ['notfy hre', ['/notify here']],
    ['/notfy everybody at once', ['/notify']],
    ['/wher threat explorer', ['/where threat explorer']],
    ['were is threat explorer', ['/where is threat explorer']],
  ])('%o: its first word is misspelt', (text, meant) => {
    expect(said(text)).toEqual({ kind: 'other', text, meant });
  });

  it('and what nothing is near to gets no suggestion', () => {
    expect(said('/redirect bananas and apples')).toEqual({ kind: 'unreadable', meant: [] });
    expect(said('/notify bananas')).toEqual({ kind: 'unreadable', meant: [] });
  });
});

describe('no command', () => {
  it.each([
    ['quetzalcoatl flumph blarg'],
    ['🙂'],
    ['threat explorer'],
    ['there is a problem with the portal'],
    ['redirects are broken in threat explorer for all of our users'],
    ['redirect of old links does not work'],
    ['help me find the quarantine'],
    ['hello kitty'],
    ['thanks for nothing'],
    ['/threatexplorer'],
    [`redirct ${'off '.repeat(40)}`.trim()],
    [`redirct${'t'.repeat(60)}`],
    ['constructor'],
    ['__proto__ off'],
  ])('is %o, and no near miss of one', (text) => {
    expect(said(text)).toEqual({ kind: 'other', text, meant: [] });
  });

  it('keeps its case', () => {
    expect(said('Threat Explorer, please!')).toEqual({ kind: 'other', text: 'Threat Explorer, please', meant: [] });
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    ...[
      'redirect',
      'redirct',
      'notify',
      'where',
      'help',
      'hi',
      'off',
      'on',
      'for',
      'until',
      '4h',
      '2026-12-24',
      '18:00',
    ],
    ...[
      'mdo-scc',
      'verify',
      'explain',
      'https://x.example/a',
      'misses',
      '__proto__',
      'constructor',
      '/',
      '?',
      '…',
      ',',
    ],
  );
  const spoken = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), spoken);

  it('is one thing, and every suggestion is a command that can be read', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const result = said(typed);
        expect(['command', 'unreadable', 'other']).toContain(result.kind);
        if (result.kind === 'command') return;
        for (const meant of result.meant) expect([meant, said(meant).kind]).toEqual([meant, 'command']);
      }),
      { numRuns: 1000 },
    );
  });

  it('that is a command is one with a slash, in capitals and with punctuation behind it', () => {
    fc.assert(
      fc.property(spoken, fc.constantFrom('', '.', '!', '?', '…', '!?'), (typed, end) => {
        fc.pre(said(typed).kind === 'command');
        expect(said(`/${typed.toUpperCase()}${end}`).kind).toBe('command');
      }),
    );
  });

  it.each(['a', 'redirect ', 'off ', 'hi ', 'where ', '. ', '.', '/', 'a.', 'https://', ', ', 'for 4h '])(
    'of a full message of %o is read',
    (piece) => {
      expect(said(piece.repeat(28_672 / piece.length)).kind).toMatch(/command|unreadable|other/);
    },
  );
});
