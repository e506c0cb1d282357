import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandText, isAddressedToBot } from '../../src/bot/message-text.ts';

const BOT = '28:signpost';
const recipient = { id: BOT };
const mention = (id: string, text: unknown, name: unknown = 'Signpost') => ({
  type: 'mention',
  mentioned: { id, name },
  text,
});
const ofBot = mention(BOT, '<at>Signpost</at>');
const words = (text: unknown, entities: unknown = [ofBot]) => commandText({ text, entities, recipient });

describe('the words that a person typed', () => {
  it.each([
    ['a leading mention of the bot', '<at>Signpost</at> /redirect off', '/redirect off'],
    ['a mention in the middle', 'where did <at>Signpost</at> Explorer go', 'where did Explorer go'],
    ['a mention at the end', 'redirect off <at>Signpost</at>', 'redirect off'],
    ['each of several mentions', '<at>Signpost</at> <at>Signpost</at>&nbsp;help', 'help'],
    ['a mention in capitals and with an id', '<AT id="0">Signpost</AT> help', 'help'],
    ['a space that HTML does not break', '<at>Signpost</at>&nbsp;/redirect&nbsp;off', '/redirect off'],
    ['spaces that do not break', '\u00a0/redirect\u202foff\u2007', '/redirect off'],
    [
      'wide, thin and zero-width spaces, and a byte order mark',
      '\ufeff/redirect\u3000off\u2009for\u200b4h',
      '/redirect off for 4h',
    ],
    ['line ends, tabs and control characters', '\r\n /redirect\t\n off\u0000\u2028', '/redirect off'],
    [
      'direction marks, joiners and soft hyphens',
      '/redi\u00adrect \u202eoff\u202c \u200fhere\u200d',
      '/redirect off here',
    ],
  ])('have no %s', (_, text, expected) => {
    expect(words(text)).toBe(expected);
  });

  it('keep their case', () => {
    expect(words('Where did Threat Explorer go?')).toBe('Where did Threat Explorer go?');
  });

  it('are read out of HTML entities, once', () => {
    expect(words('where is https://x.example/a?b=1&amp;c=2 &lt;b&gt; &quot;it&#39;s&quot; &amp;lt;')).toBe(
      'where is https://x.example/a?b=1&c=2 <b> "it\'s" &lt;',
    );
  });

  it('name the other people whom they mention', () => {
    const ofMegan = mention('29:megan', '<at>Megan Bowen</at>', 'Megan Bowen');
    expect(words('<at>Signpost</at> where did <at>Megan Bowen</at> go', [ofBot, ofMegan])).toBe(
      'where did Megan Bowen go',
    );
  });

  it.each([
    ['no entities', undefined],
    ['an entity without text', [mention(BOT, undefined)]],
    ['a name written with an HTML entity', [mention(BOT, '<at>Signpost</at>')]],
    ['entities that are none', [null, 5, 'mention', { type: 'mention' }, { type: 'mention', mentioned: 7 }]],
  ])('are found with %s', (_, entities) => {
    expect(words('<at>Signpost</at> help', entities)).toBe('help');
  });

  it.each([[undefined], [null], [5], [{ a: 1 }], ['']])('are none in %o', (text) => {
    expect(words(text)).toBe('');
  });

  it('are one trimmed line, whatever was typed', () => {
    const piece = fc.constantFrom(
      '<at>',
      '</at>',
      '<at>Signpost</at>',
      '&nbsp;',
      '\u200b',
      '\n',
      ' ',
      'a',
      '&amp;',
      '<at ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const line = words(typed);
        expect(line).not.toMatch(/^\s|\s$|\s\s|[^\S ]|[\p{Cc}\u200b]/u);
      }),
    );
  });

  it.each([['<at>'], ['<at></at>'], ['<at '], ['&nbsp;'], ['&'], ['\u200b '], ['<at>Signpost</at>&nbsp;']])(
    'are read from a full message of %o',
    (piece) => {
      expect(words(piece.repeat(262_144 / piece.length)).length).toBeLessThanOrEqual(262_144);
    },
  );
});

describe('a message is addressed to the bot', () => {
  const addressed = (conversation: object, entities: unknown) =>
    isAddressedToBot({ recipient, conversation, entities });

  it('always in a personal chat', () => {
    expect(addressed({ conversationType: 'personal' }, undefined)).toBe(true);
    expect(addressed({}, [])).toBe(true);
  });

  it.each([[{ conversationType: 'channel', isGroup: true }], [{ conversationType: 'groupChat' }], [{ isGroup: true }]])(
    'in %o where it is mentioned, and only there',
    (conversation) => {
      expect(addressed(conversation, [ofBot])).toBe(true);
      expect(addressed(conversation, [{ type: 'clientInfo' }])).toBe(false);
      expect(addressed(conversation, [mention('29:megan', '<at>Signpost</at>')])).toBe(false);
      expect(addressed(conversation, undefined)).toBe(false);
      expect(isAddressedToBot({ conversation, entities: [mention('', '<at>Signpost</at>')] })).toBe(false);
    },
  );
});
