import { commandText } from '../message-text.ts';

/** How much of a message is read, in UTF-16 units: Teams' own limit is 28 KB. */
const CONTENT_MAX = 28_000;

const TAG = /<[^<>]*>/g;
/** The address that a link leads to; its text may be any. */
const LINK = /^<a\s[^<>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const WEB = /^https?:\/\//i;

/** The words of a message, and the addresses behind its links, in one line. */
export function messageContent(content: string, type: 'text' | 'html'): string {
  const cut = content.slice(0, CONTENT_MAX);
  return commandText({ text: type === 'html' ? cut.replace(TAG, linkOrSpace) : cut });
}

function linkOrSpace(tag: string): string {
  const [, double, single] = LINK.exec(tag) ?? [];
  const address = double ?? single ?? '';
  return WEB.test(address) ? ` ${address} ` : ' ';
}
