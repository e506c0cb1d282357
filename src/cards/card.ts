import { Template } from 'adaptivecards-templating';
import type { Words } from '../wording/en.ts';

/** An Adaptive Card, schema 1.5, ready to be sent. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly [property: string]: unknown;
}

/** In whose language and on whose clock a card is written. */
export interface Reader {
  readonly words: Words;
  /** IANA time zone. */
  readonly timeZone: string;
}

/** What a template's bindings may be given: texts are never expanded a second time, so `${…}` in them stays text. */
export type Bindings = Readonly<Record<string, unknown>>;

/** A presenter's data laid into its template. The template is read at its first use: a start needs none of them. */
export function templateOf(json: object): (data: Bindings) => AdaptiveCard {
  let template: Template | undefined;
  return (data) => {
    template ??= new Template(json);
    return template.expand({ $root: data }) as AdaptiveCard; // expand is typed any; the templates say AdaptiveCard
  };
}
