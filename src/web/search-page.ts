import type { NamedPlace } from '../core/answers/answer.ts';
import type { Reply } from '../core/answers/reply.ts';
import type { OldLink, PortalHome, Whereabouts } from '../core/answers/whereabouts.ts';
import type { Capability } from '../core/capability.ts';
import { type Html, html } from '../pages/html.ts';
import { type Page, searchForm } from '../pages/layout.ts';
import type { Words } from '../wording/en.ts';

/** The page before anybody has asked. */
export const startPage = (words: Words, oftenAsked: readonly Capability[]): Page => ({
  title: words.where.title,
  words,
  body: html`<h1>${words.where.title}</h1>
<section>${searchForm(words, { label: words.where.ask })}</section>
<section>
<h2>${words.where.oftenAsked}</h2>
<ul class="pages">${oftenAsked.map(
    ({ name }) => html`<li><a href="${askFor(name)}">${name}</a></li>
`,
  )}</ul>
</section>`,
});

const askFor = (name: string): string => `/?q=${encodeURIComponent(name)}`;

/** The answer to a question. */
export function replyPage(words: Words, question: string, reply: Exclude<Reply, { kind: 'blank' }>): Page {
  const { where } = words;
  const form = html`<section>${searchForm(words, { question })}</section>`;
  switch (reply.kind) {
    case 'page': {
      const { name } = reply.page.answer.capability;
      return {
        title: name,
        words,
        body: html`<h1>${name}</h1>
${reply.page.isSure ? null : html`<p>${where.unsure}</p>`}
${found(words, reply.page)}
${perhapsOf(words, where.perhaps, reply.more)}
${form}`,
      };
    }
    case 'choices':
      return {
        title: where.choose,
        words,
        body: html`<h1>${where.choose}</h1>
${reply.choices.map((page) => found(words, page, html`<h2>${page.answer.capability.name}</h2>`))}
${form}`,
      };
    case 'miss':
      return {
        title: where.miss,
        words,
        body: html`<h1>${where.miss}</h1>
<p>${where.tryThis}</p>
${form}
${perhapsOf(words, where.nearestTitle, reply.nearest)}
<section>
<p>${where.home(reply.home.portal)}</p>
<p>${openHome(words, reply.home)}</p>
</section>`,
      };
  }
}

/** Pages that were not asked for, in short. One that nothing opens leads to the answer that says what to click. */
const perhapsOf = ({ where }: Words, title: string, pages: readonly Whereabouts[]): Html | null =>
  pages.length === 0
    ? null
    : html`<section>
<h2>${title}</h2>
<ul class="pages">${pages.map(
        ({
          answer: { capability, place },
        }) => html`<li><a href="${place?.url ?? askFor(capability.name)}">${capability.name}</a>
<div class="soft">${place ? where.preview(place.portal, where.steps(place.navigation)) : where.gone}</div></li>
`,
      )}</ul>
</section>`;

/** One page in full. */
function found(words: Words, page: Whereabouts, heading: Html | null = null): Html {
  const { where } = words;
  const { movedOn, oldLink, home } = page;
  const { place, alternates, capability } = page.answer;
  return html`<section>
${heading}
${place ? placeOf(words, place) : html`<p><strong>${where.gone}</strong></p>`}
<p>${place?.url ? button(where.open(place.portal), place.url) : openHome(words, home)}</p>
${movedOn && html`<p>${where.movedOn(movedOn.portal)} <a class="address" href="${movedOn.url}">${movedOn.url}</a></p>`}
${oldLink && oldLinkOf(words, oldLink)}
${alternates.length === 0 ? null : html`<ul class="pages">${furtherOf(words, alternates)}</ul>`}
${capability.notes && html`<p class="soft">${capability.notes}</p>`}
</section>
`;
}

const placeOf = (
  { where }: Words,
  { portal, url, navigation }: NamedPlace,
): Html => html`<p><strong>${portal}</strong></p>
${navigation.length === 0 ? null : html`<ol class="clicks">${navigation.map((label) => html`<li>${label}</li>`)}</ol>`}
${url === null ? html`<p>${where.clicksOnly}</p>` : html`<p class="soft address">${url}</p>`}`;

const button = (text: string, url: string): Html => html`<a class="button" href="${url}">${text}</a>`;
const openHome = ({ where }: Words, { portal, url }: PortalHome): Html => button(where.openHome(portal), url);

function furtherOf({ where }: Words, places: Whereabouts['answer']['alternates']): readonly Html[] {
  // Two addresses of one menu item read alike: the one that stands last is the plainer one.
  const urls = new Map(
    places.map(({ portal, url, navigation, note }) => [
      where.also(where.preview(portal, where.steps(navigation)), note),
      url,
    ]),
  );
  return [...urls].map(
    ([place, url]) => html`<li>${url === null ? html`${place}` : html`<a href="${url}">${place}</a>`}</li>`,
  );
}

function oldLinkOf({ where }: Words, oldLink: OldLink): Html {
  const state = oldLink === 'off' || oldLink === 'not-affected' ? oldLink : 'on';
  return html`<p><strong>${where.redirection[state]}</strong>${where.oldLink[oldLink]}</p>`;
}

/** Said in the place of an answer to a network that asks too often. */
export const tooOftenPage = (words: Words, seconds: number, question: string): Page => ({
  title: words.where.tooOften,
  words,
  body: html`<h1>${words.where.tooOften}</h1>
<p>${words.where.tooOftenLine(seconds)}</p>
<section>${searchForm(words, { question })}</section>`,
});
