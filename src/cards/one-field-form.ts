import type { Action } from './actions.ts';
import { type AdaptiveCard, templateOf } from './card.ts';
import type { Line } from './message.ts';
import template from './one-field-form.json' with { type: 'json' };

const expand = templateOf(template);

export interface OneFieldForm {
  /** Signpost's own words only: a heading shows Markdown. */
  readonly title: string;
  readonly lines: readonly Line[];
  /** The input's id: the name by which its verb reads it. */
  readonly field: string;
  readonly label: string;
  readonly placeholder: string;
  /** Said where the field is left empty. */
  readonly error: string;
  readonly maxLength: number;
  /** The first one sends the field. */
  readonly actions: readonly Action[];
}

/** A form that asks for one text. */
export const oneFieldForm = (form: OneFieldForm): AdaptiveCard => expand({ ...form });
