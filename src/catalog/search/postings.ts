/**
 * Which things hold a key, for each of some keys: all lists behind one another in one array, since as thousands of small
 * arrays they would take ten times the memory.
 */
export class Postings {
  /** Where the list of a key begins; the next one's beginning is its end. */
  readonly #starts: Int32Array;
  readonly things: Int32Array;

  /** `keysOf`: by thing the keys that it holds, each from 0 to below `keys`. */
  constructor(keys: number, keysOf: readonly Iterable<number>[]) {
    const starts = new Int32Array(keys + 1);
    for (const held of keysOf) for (const key of held) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
    for (let key = 1; key <= keys; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
    const things = new Int32Array(starts[keys] ?? 0);
    const next = starts.slice();
    keysOf.forEach((held, thing) => {
      for (const key of held) {
        const at = next[key] ?? 0;
        things[at] = thing;
        next[key] = at + 1;
      }
    });
    this.#starts = starts;
    this.things = things;
  }

  /** Where the list of a key begins in `things`. */
  start(key: number): number {
    return this.#starts[key] ?? 0;
  }

  /** Where it ends. */
  end(key: number): number {
    return this.#starts[key + 1] ?? 0;
  }
}
