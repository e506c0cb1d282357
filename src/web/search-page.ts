import type { Capability } from '../core/capability.ts';
import type { Reply } from '../core/reply.ts';
import type { NamedPlace, OldLink, Whereabouts } from '../core/whereabouts.ts';
import { type Html, html } from '../pages/html.ts';
import { type Page, searchForm } from '../pages/layout.ts';
import type { Words } from '../wording/en.ts';

/** The page before anybody has asked. */
export const startPage = (words: Words, oftenAsked: readonly Capability[]): Page => ({
  title: words.where.title,
  words,
  body: html`<h1>${words.where.title}</h1>
<p>${words.where.ask}</p>
<section>${searchForm(words)}</section>
<section>
<h2>${words.where.oftenAsked}</h2>
<ul class="pages">${oftenAsked.map(
    ({ name }) => html`<li><a href="/?q=${encodeURIComponent(name)}">${name}</a></li>
`,
  )}</ul>
</section>`,
});

/** The answer to a question. `home`: where to look for what nobody knows. */
export function replyPage(words: Words, question: string, reply: Reply, home: Whereabouts['home'] | null): Page {
  const { where } = words;
  const form = html`<section>${searchForm(words, { question })}</section>`;
  switch (reply.kind) {
    case 'page': {
      const { name } = reply.page.capability;
      return { title: name, words, body: html`<h1>${name}</h1>${found(words, reply.page)}${form}` };
    }
    case 'choices':
      return {
        title: where.choose,
        words,
        body: html`<h1>${where.choose}</h1>${several(words, reply.choices)}${form}`,
      };
    case 'miss':
      return {
        title: where.miss,
        words,
        body: html`<h1>${where.miss}</h1>
<p>${where.tryThis}</p>
${form}
${nearestTo(words, reply.nearest)}
${
  home &&
  html`<section>
<p>${where.home(home.portal)}</p>
<p>${openHome(words, home)}</p>
</section>`
}`,
      };
  }
}

const nearestTo = ({ where }: Words, nearest: readonly Whereabouts[]): Html | null =>
  nearest.length === 0
    ? null
    : html`<section>
<h2>${where.nearestTitle}</h2>
<ul class="pages">${nearest.map(
        ({ capability: { name }, place }) => html`<li>${place?.url ? html`<a href="${place.url}">${name}</a>` : name}
<div class="soft">${place ? where.preview(place.portal, where.steps(place.navigation)) : where.gone}</div></li>
`,
      )}</ul>
</section>`;

const several = (words: Words, pages: readonly Whereabouts[]): Html[] =>
  pages.map((page) => html`${found(words, page, html`<h2>${page.capability.name}</h2>`)}`);

function found(words: Words, page: Whereabouts, heading: Html | null = null): Html {
  const { where } = words;
  const { place, movedOn, further, oldLink, capability, home } = page;
  return html`<section>
${heading}
${place ? placeOf(words, place) : html`<p><strong>${where.gone}</strong></p>`}
${place?.url ? null : html`<p>${openHome(words, home)}</p>`}
${movedOn?.url ? html`<p>${where.movedOn(movedOn.portal)} <a class="address" href="${movedOn.url}">${movedOn.url}</a></p>` : null}
${oldLink ? oldLinkOf(words, oldLink) : null}
${further.length === 0 ? null : html`<ul class="pages">${further.map((other) => html`<li>${furtherOf(words, other)}</li>`)}</ul>`}
${capability.notes ? html`<p class="soft">${capability.notes}</p>` : null}
</section>
`;
}

const placeOf = (words: Words, place: NamedPlace): Html => html`<p><strong>${place.portal}</strong></p>
${clicks(place.navigation)}
${
  place.url === null
    ? html`<p>${words.where.clicksOnly}</p>`
    : html`<p class="soft address">${place.url}</p>
<p>${open(words, place)}</p>`
}`;

const openHome = ({ where }: Words, { portal, url }: Whereabouts['home']): Html =>
  html`<a class="button" href="${url}">${where.openHome(portal)}</a>`;

const open = (words: Words, { portal, url }: NamedPlace): Html | null =>
  url === null ? null : html`<a class="button" href="${url}">${words.where.open(portal)}</a>`;

const clicks = (navigation: readonly string[]): Html | null =>
  navigation.length === 0 ? null : html`<ol class="clicks">${navigation.map((label) => html`<li>${label}</li>`)}</ol>`;

const furtherOf = ({ where }: Words, { portal, url, navigation, note }: NamedPlace): Html => {
  const place = where.also(where.preview(portal, where.steps(navigation)), note);
  return url === null ? html`${place}` : html`<a href="${url}">${place}</a>`;
};

const oldLinkOf = ({ where }: Words, oldLink: OldLink): Html => {
  const state = oldLink === 'off' || oldLink === 'not-affected' ? oldLink : 'on';
  return html`<p><strong>${where.redirection[state]}</strong>${where.oldLink[oldLink]}</p>`;
};

/** Said in the place of an answer to a network that asks too often. */
export const tooOftenPage = (words: Words, seconds: number): Page => ({
  title: words.where.tooOften,
  words,
  body: html`<h1>${words.where.tooOften}</h1>
<p>${words.where.tooOftenLine(seconds)}</p>`,
});
