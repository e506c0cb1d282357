import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageContent } from '../../../src/bot/extension/message-content.ts';

describe('the words of a message', () => {
  it.each([
    ['<p>where did <b>Threat&nbsp;Explorer</b> go?</p>', 'where did Threat Explorer go?'],
    ['<div>one</div><div>two</div>', 'one two'],
    ['Q &amp; A &lt;script&gt;', 'Q & A <script>'],
    ['<at id="0">Signpost</at> quarantine', 'Signpost quarantine'],
    ['<img alt="x" src="https://evil.example/x.png"> dlp', 'dlp'],
    ['a < b', 'a < b'],
    ['', ''],
  ])('are what one reads of %j', (html, text) => {
    expect(messageContent(html, 'html')).toBe(text);
  });

  it('hold the address behind a link, whatever the link is called', () => {
    const html = '<p>my <a title="x" href="https://protection.office.com/threatexplorer?a=1&amp;b=2">bookmark</a></p>';
    expect(messageContent(html, 'html')).toBe('my https://protection.office.com/threatexplorer?a=1&b=2 bookmark');
    expect(messageContent("<a href='http://x.example'>x</a>", 'html')).toBe('http://x.example x');
    expect(messageContent('<a href="javascript:alert(1)">x</a>', 'html')).toBe('x');
  });

  it('of a plain message are taken as they are', () => {
    expect(messageContent('a <b>\n c', 'text')).toBe('a <b> c');
  });

  it('are found in any content', () => {
    const piece = fc.constantFrom('<a ', 'href=', '"', "'", '<', '>', 'https://x.example', ' ', '&amp;', '</a>', 'x');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(messageContent(pieces.join(''), 'html')).not.toMatch(/\s\s|^\s|\s$/);
      }),
    );
  });

  it('are read in a time that grows with the message alone', () => {
    for (const evil of ['<a ', '<a href="', '<', '<a href=" href="', '<at>']) {
      expect(messageContent(evil.repeat(100_000), 'html').length).toBeLessThanOrEqual(28_000);
    }
  });
});
