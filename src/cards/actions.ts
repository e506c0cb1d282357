export interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data?: Readonly<Record<string, string | number | boolean>>;
  readonly style?: 'positive' | 'destructive';
  /** A button that needs no inputs sends even while a required one is empty. */
  readonly inputs?: 'none';
}

/** A button for clients that know Action.Execute, and the same one for those that only know Action.Submit. */
export function execute({ title, verb, data = {}, style, inputs }: Button) {
  const common = { title, ...(style && { style }), ...(inputs && { associatedInputs: inputs }) };
  return {
    ...common,
    type: 'Action.Execute',
    verb,
    data,
    fallback: { ...common, type: 'Action.Submit', data: { ...data, verb } },
  };
}

/** Opens a page in the browser. */
export const openUrl = (title: string, url: string) => ({ type: 'Action.OpenUrl', title, url });

/** Sends a dialog of the message extension: dialogs know no Action.Execute. */
export const submit = (title: string, data: Readonly<Record<string, string>>) => ({
  type: 'Action.Submit',
  title,
  data,
});

export type Action = ReturnType<typeof execute> | ReturnType<typeof openUrl> | ReturnType<typeof submit>;
