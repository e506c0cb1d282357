import type { Migrations } from '../core/ports.ts';
import { html } from '../pages/html.ts';
import { type Page, searchForm } from '../pages/layout.ts';
import type { Words } from '../wording/en.ts';
import type { Session } from './session-cookie.ts';

/** A session and when it ends at the latest, in UTC seconds. */
interface Pinned {
  readonly session: Session;
  readonly until: number;
}

/** Where people come by plain http, browsers vouch for nothing: the form has to say which page it was on. */
const ORIGIN_IN_FORMS = html`<meta name="referrer" content="same-origin">`;

/** Whom the page is written for; `home` is where the search page is, unless it is on this host. */
interface Writing {
  readonly words: Words;
  readonly migrations: Migrations;
  readonly home: string | undefined;
}

/** What this browser is pinned to, in the portals' names, and the button that ends it. */
export function sessionPage({ words, migrations, home }: Writing, pinned: Pinned | undefined): Page {
  const { none, noneLine, title, pinned: line } = words.gateway.session;
  if (!pinned) {
    return {
      words,
      home,
      title: none,
      body: html`<h1>${none}</h1>
<p>${noneLine}</p>
<section>${searchForm(words, { home })}</section>`,
    };
  }
  return {
    words,
    home,
    title,
    body: html`<h1>${title}</h1>
<p>${line}</p>
${facts(words, migrations, pinned)}
<section>
${ORIGIN_IN_FORMS}<form method="post" action="/go/session/end"><p>${words.gateway.session.endLine}</p><button>${words.gateway.session.end}</button></form>
</section>`,
  };
}

function facts(words: Words, migrations: Migrations, { session: { begin, states }, until }: Pinned) {
  const { session } = words.gateway;
  const time = (seconds: number) => words.time(seconds * 1000, 'UTC');
  const rows = [...states].flatMap(([id, state]) => {
    const migration = migrations.get(id);
    return migration
      ? html`<tr><th scope="row">${migration.title}</th><td>${state === 'on' ? migration.toPortal : session.theOld(migration.fromPortal)}</td></tr>`
      : [];
  });
  return html`<section>
<p>${session.since}: ${time(begin)}<br>${session.until}: ${time(until)}</p>
<table><thead><tr><th scope="col">${session.portal}</th><th scope="col">${session.leads}</th></tr></thead>
<tbody>${rows}</tbody></table>
</section>`;
}
