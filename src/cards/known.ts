/**
 * What is said for a key. The database passes on what stands there: a key that Signpost never writes, and somebody has put
 * there, has no words (`undefined`).
 */
export const known = <Key extends string, Said>(words: Readonly<Record<Key, Said>>, key: Key): Said | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;
