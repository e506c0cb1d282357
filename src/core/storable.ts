/** Control characters but tab and line feed: PostgreSQL stores no NUL, and none of them can be read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text as it can be stored and hashed alike everywhere: whole surrogate pairs, no control characters. */
export const storable = (text: string): string => text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed();
