/** Characters of the bar. */
const WIDTH = 30;

/** Shows how far long work is, on a terminal only, and clears its line at the end. */
export function progressBar(what: string): (done: number, all: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (done, all) => {
    const part = all === 0 ? 1 : done / all;
    const bar = '#'.repeat(Math.round(part * WIDTH)).padEnd(WIDTH, '.');
    process.stderr.write(done < all ? `\r${what} ${bar} ${Math.round(part * 100)} %` : '\r\u001b[K');
  };
}
