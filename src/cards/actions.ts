import { plainText } from './plain-text.ts';

export interface Button {
  readonly title: string;
  /** What screen readers say after the title, and what is shown to whoever points at it. */
  readonly tooltip?: string;
  readonly verb: string;
  readonly data?: Readonly<Record<string, string | number | boolean>>;
  readonly style?: 'positive' | 'destructive';
  /** A button that needs no inputs sends even while a required one is empty. */
  readonly inputs?: 'none';
}

/** A button for clients that know Action.Execute, and the same one for those that only know Action.Submit. */
export function execute({ title, tooltip, verb, data = {}, style, inputs }: Button) {
  const common = { ...named(title, tooltip), ...(style && { style }), ...(inputs && { associatedInputs: inputs }) };
  return {
    ...common,
    type: 'Action.Execute',
    verb,
    data,
    fallback: { ...common, type: 'Action.Submit', data: { ...data, verb } },
  };
}

/** Opens a page in the browser. */
export const openUrl = (title: string, url: string, tooltip?: string) => ({
  type: 'Action.OpenUrl',
  ...named(title, tooltip),
  url,
});

/** Sends a dialog of the message extension: dialogs know no Action.Execute. */
export const submit = (title: string, data: Readonly<Record<string, string>>) => ({
  type: 'Action.Submit',
  ...named(title),
  data,
});

export type Action = ReturnType<typeof execute> | ReturnType<typeof openUrl> | ReturnType<typeof submit>;

/** Longest title of a button, in UTF-16 units: of a longer one Teams shows only the beginning where a card is 320 pixels wide. */
export const TITLE_MAX = 36;

/**
 * The words on a button. A title is its name to a screen reader, and Teams never wraps it: one that is too long ends
 * after a whole word, and the whole of it is the tooltip.
 */
function named(title: string, tooltip?: string): { readonly title: string; readonly tooltip?: string } {
  const whole = plainText(title);
  if (whole.length <= TITLE_MAX)
    return { title: whole, ...(tooltip !== undefined && tooltip !== whole && { tooltip }) };
  const cut = plainText(title, TITLE_MAX).slice(0, -1);
  const words = cut.slice(0, cut.lastIndexOf(' ') + 1);
  // A first word that fills the button is cut itself.
  const shown = (words.length > TITLE_MAX / 2 ? words : cut).replace(/[\s([,;:–-]+$/, '');
  return { title: `${shown}…`, tooltip: tooltip ?? whole };
}
