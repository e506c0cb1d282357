/** Bidirectional overrides, embeddings and isolates: they could turn round the text that stands after them. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Clients replace `{{DATE(…)}}` and `{{TIME(…)}}`; a word joiner keeps the braces apart and is not seen. */
const CLIENT_FUNCTION = /\{(?=\{)/g;

/** The first half of a surrogate pair, left over by a cut. */
const HALF_CHARACTER = /[\ud800-\udbff]$/;

/**
 * What a person wrote, for a TextRun or an input: these show no Markdown and no HTML, and here it loses what would still
 * have an effect. At most `max` UTF-16 units.
 */
export function plainText(text: string, max = Number.POSITIVE_INFINITY): string {
  const cut = text.length > max ? `${text.slice(0, max - 1).replace(HALF_CHARACTER, '')}…` : text;
  const plain = cut.replace(BIDI_CONTROLS, '').replace(CLIENT_FUNCTION, '{\u2060');
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}
