/** What may stand in a template: a text, which is escaped, markup, a list of markup, or nothing. */
export type Content = string | Html | readonly Html[] | null;

/** Markup. Only `html` makes it, so whatever came from outside has been escaped. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  static of(pieces: TemplateStringsArray, contents: readonly Content[]): Html {
    return new Html(pieces.map((piece, at) => piece + markupOf(contents[at] ?? null)).join(''));
  }

  toString(): string {
    return this.#markup;
  }
}

/** A template of HTML. Attributes have to be in double quotes, and no content goes into a script, a style or a tag's name. */
export const html = (pieces: TemplateStringsArray, ...contents: readonly Content[]): Html => Html.of(pieces, contents);

function markupOf(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'string') return content.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  return content instanceof Html ? content.toString() : content.join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
