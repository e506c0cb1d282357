import type { Words } from '../wording/en.ts';
import { type Html, html } from './html.ts';
import { STYLE } from './style.ts';

export interface Page {
  readonly title: string;
  readonly words: Words;
  /** What stands in `main`, its `h1` included. */
  readonly body: Html;
  /** Source of the page's one script, a constant of ours. */
  readonly script?: string;
  /** Address of the search page; default `/`. Host mode's pages are on another host than it. */
  readonly home?: string | undefined;
}

/** A whole document. `nonce` is what the answer's Content-Security-Policy lets style and script run by. */
export function page({ title, words, body, script, home = '/' }: Page, nonce: string): string {
  const { product, footer } = words.page;
  const frame = html`<body>
<header><a href="${home}">${SIGN}${product}</a></header>
<main>
${body}
</main>
<footer>${footer}</footer>`;
  return `<!doctype html>
<html lang="${words.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
${html`<title>${title} · ${product}</title>
<link rel="search" type="application/opensearchdescription+xml" title="${product}" href="${home}opensearch.xml">`}
<style nonce="${nonce}">${STYLE}</style>
${frame}
${script === undefined ? '' : `<script nonce="${nonce}">${script}</script>\n`}</html>
`;
}

const SIGN = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M11 2h2v2h5l3 3-3 3h-5v2H6l-3-3 3-3h5zm0 12h2v8h-2z"/></svg>`;

interface SearchForm {
  readonly home?: string | undefined;
  readonly question?: string;
  /** What stands above the field; default: the question that the page answers. */
  readonly label?: string;
}

/** The form that asks the search page. */
export const searchForm = (
  words: Words,
  { home = '/', question = '', label = words.page.search.label }: SearchForm = {},
): Html => {
  const { placeholder, button } = words.page.search;
  return html`<form class="search" action="${home}" role="search">
<label for="q">${label}</label>
<input type="search" id="q" name="q" value="${question}" placeholder="${placeholder}" maxlength="2000" autocomplete="off">
<button>${button}</button>
</form>`;
};
