import type { Capability, Catalog } from '../core/capability.ts';
import type { Decision, PageChoice } from '../core/decision.ts';
import type { MigrationId, PortalId } from '../core/ids.ts';
import { type Html, html } from '../pages/html.ts';
import { type Page, searchForm } from '../pages/layout.ts';
import type { Words } from '../wording/en.ts';
import { HASH_SCRIPT } from './hash-script.ts';

export type Paged = Exclude<Decision, { readonly target: string }>;

/** Whom and for whom a page is written. */
export interface Writing {
  readonly words: Words;
  readonly catalog: Pick<Catalog, 'migrations' | 'portals'>;
  /** Where the search page is, unless it is on this host. */
  readonly home: string | undefined;
}

/** A page and the status that it is sent with. */
export type DecisionPage = Page & { readonly status: 200 | 404 };

/** The page for a link that leads to no address: what happened, and the way on. */
export function decisionPage(decision: Paged, writing: Writing): DecisionPage {
  switch (decision.kind) {
    case 'by-hand':
      return decision.capability.destination ? byHand(decision, writing) : gone(decision, writing);
    case 'hash-route':
      return hashRoute(decision, writing);
    case 'unknown-page':
      return unknownPage(decision, writing);
    case 'unknown-host':
      return unknownHost(writing);
  }
}

type Of<Kind extends Paged['kind']> = Extract<Paged, { readonly kind: Kind }>;

function byHand({ capability, home }: Of<'by-hand'>, { words, catalog, home: search }: Writing): DecisionPage {
  const { title, happened, do: toDo } = words.gateway.byHand;
  const portal = portalName(catalog, capability.destination?.portal);
  return {
    status: 200,
    words,
    home: search,
    title: title(capability.name),
    body: html`<h1>${title(capability.name)}</h1>
<p>${happened(portal)}</p>
<section>
<p>${toDo}</p>
${clicks(capability)}
<p><a class="button" href="${home}">${words.page.open(portal)}</a></p>
</section>
${notes(capability)}`,
  };
}

function gone({ capability, migration, home }: Of<'by-hand'>, { words, catalog, home: search }: Writing): DecisionPage {
  const { title, happened } = words.gateway.gone;
  const { from, to } = portalsOf(catalog, migration);
  return {
    status: 200,
    words,
    home: search,
    title: title(capability.name),
    body: html`<h1>${title(capability.name)}</h1>
<p>${happened(from)}</p>
${notes(capability)}
<section><p><a class="button" href="${home}">${words.page.open(to)}</a></p></section>
<section>${searchForm(words, { home: search })}</section>`,
  };
}

function hashRoute(
  { link, migration, choices, home }: Of<'hash-route'>,
  { words, catalog, home: search }: Writing,
): DecisionPage {
  const { title, happened, choose } = words.gateway.hashRoute;
  const { from, to } = portalsOf(catalog, migration);
  return {
    status: 200,
    words,
    home: search,
    title,
    script: HASH_SCRIPT,
    body: html`<h1>${title}</h1>
<p id="link" data-link="${link}">${happened(from)}</p>
<noscript>
<p>${choose}</p>
<section>${pageList(choices, (url) => `/go?to=${encodeURIComponent(url)}`, noClicks)}</section>
<section><p><a class="button" href="${home}">${words.page.open(to)}</a></p></section>
</noscript>`,
  };
}

function unknownPage(
  { migration, closest, home }: Of<'unknown-page'>,
  { words, catalog, home: search }: Writing,
): DecisionPage {
  const { title, happened, closest: orThese, home: moved } = words.gateway.unknownPage;
  const { from, to } = portalsOf(catalog, migration);
  return {
    status: 404,
    words,
    home: search,
    title,
    body: html`<h1>${title}</h1>
<p>${happened(from)}</p>
<section>
<h2>${orThese}</h2>
${pageList(closest, (url) => url, clicks)}
</section>
<section>
<p>${moved(from, to)}</p>
<p><a class="button" href="${home}">${words.page.open(to)}</a></p>
</section>
<section>${searchForm(words, { home: search })}</section>`,
  };
}

function unknownHost({ words, home }: Writing): DecisionPage {
  const { title, happened, do: toDo } = words.gateway.unknownHost;
  return {
    status: 404,
    words,
    home,
    title,
    body: html`<h1>${title}</h1>
<p>${happened}</p>
<section>
<p>${toDo}</p>
${searchForm(words, { home })}
</section>`,
  };
}

/** Each page with the address that `link` makes of its own; one without address by its clicks. */
const pageList = (
  choices: readonly PageChoice[],
  link: (url: string) => string,
  more: (capability: Capability) => Html | null,
): Html =>
  html`<ul class="pages">${choices.map(
    ({ capability, url }) =>
      html`<li>${url === null ? capability.name : html`<a href="${link(url)}">${capability.name}</a>`}${more(capability)}</li>
`,
  )}</ul>`;

const clicks = ({ destination }: Capability): Html | null =>
  destination && destination.navigation.length > 0
    ? html`<ol class="clicks">${destination.navigation.map((label) => html`<li>${label}</li>`)}</ol>`
    : null;

const noClicks = () => null;

const notes = ({ notes }: Capability): Html | null => (notes === null ? null : html`<p class="soft">${notes}</p>`);

const portalName = ({ portals }: Writing['catalog'], id: PortalId | undefined): string =>
  (id && portals.get(id)?.displayName) ?? '';

function portalsOf(
  { migrations }: Writing['catalog'],
  id: MigrationId,
): { readonly from: string; readonly to: string } {
  const migration = migrations.get(id);
  return { from: migration?.fromPortal ?? id, to: migration?.toPortal ?? id };
}
