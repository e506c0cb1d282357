import { homeOf } from '../core/answers/whereabouts.ts';
import type { Capability, Catalog } from '../core/capability.ts';
import type { MigrationId } from '../core/ids.ts';
import type { Decision, PageChoice } from '../core/links/decision.ts';
import { type Html, html } from '../pages/html.ts';
import { type Page, searchForm } from '../pages/layout.ts';
import type { Words } from '../wording/en.ts';
import { HASH_SCRIPT } from './hash-script.ts';

type Paged = Exclude<Decision, { readonly target: string }>;

/** Whom and for whom a page is written. */
export interface Writing {
  readonly words: Words;
  readonly catalog: Pick<Catalog, 'migrations' | 'portals'>;
  /** Where the search page is, unless it is on this host. */
  readonly home: string | undefined;
}

/** A page and the status that it is sent with. */
type DecisionPage = Page & { readonly status: 200 | 404 };

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
  const portal = homeOf(catalog, capability.destination?.portal).portal;
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
  const { title, happened, which, choose } = words.gateway.hashRoute;
  const { from, to } = portalsOf(catalog, migration);
  return {
    status: 200,
    words,
    home: search,
    title,
    script: HASH_SCRIPT,
    body: html`<div class="scripted">
<h1>${title}</h1>
<p id="link" data-link="${link}">${happened(from)}</p>
</div>
<noscript>
<h1>${which}</h1>
<p>${choose(from)}</p>
<section>${pageList(choices, throughGateway, noClicks)}</section>
<section><p><a class="button" href="${home}">${words.page.open(to)}</a></p></section>
<section>${searchForm(words, { home: search })}</section>
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
${pageList(closest, newPlace(catalog), clicks)}
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

/** Each page with its link; one that nothing opens by its name alone. */
const pageList = (
  choices: readonly PageChoice[],
  linkTo: (choice: PageChoice) => string | null,
  more: (capability: Capability) => Html | null,
): Html =>
  html`<ul class="pages">${choices.map((choice) => {
    const { name } = choice.capability;
    const href = linkTo(choice);
    return html`<li>${href === null ? name : html`<a href="${href}">${name}</a>`}${more(choice.capability)}</li>
`;
  })}</ul>`;

/** By way of the gateway, which decides. */
const throughGateway = ({ url }: PageChoice): string | null =>
  url === null ? null : `/go?to=${encodeURIComponent(url)}`;

/** The page itself, or the portal to click in. */
const newPlace =
  (catalog: Writing['catalog']) =>
  ({ capability, url }: PageChoice): string =>
    url ?? homeOf(catalog, capability.destination?.portal).url;

const clicks = ({ destination }: Capability): Html | null =>
  destination && destination.navigation.length > 0
    ? html`<ol class="clicks">${destination.navigation.map((label) => html`<li>${label}</li>`)}</ol>`
    : null;

const noClicks = () => null;

const notes = ({ notes }: Capability): Html | null => (notes === null ? null : html`<p class="soft">${notes}</p>`);

function portalsOf(
  { migrations }: Writing['catalog'],
  id: MigrationId,
): { readonly from: string; readonly to: string } {
  const migration = migrations.get(id);
  return { from: migration?.fromPortal ?? id, to: migration?.toPortal ?? id };
}
