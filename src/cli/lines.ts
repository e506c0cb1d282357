/** Longest line kept, in UTF-16 units: what stands behind it is dropped, so that no line can fill the memory. */
const LINE_MAX = 100_000;

/**
 * The lines of a text that comes in pieces. Only line feeds part them (with a carriage return before it or not): a
 * question may hold whatever else some programs take for the end of a line.
 */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let line = '';
  for await (const piece of pieces) {
    const [first = '', ...more] = piece.split('\n');
    line = (line + first).slice(0, LINE_MAX);
    for (const next of more) {
      yield line.replace(/\r$/, '');
      line = next.slice(0, LINE_MAX);
    }
  }
  if (line !== '') yield line.replace(/\r$/, '');
}
