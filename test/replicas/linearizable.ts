/** When something was asked, and when its answer came; in milliseconds, Infinity where none did. */
export interface Interval {
  readonly asked: number;
  readonly answered: number;
}

/** What made a version of a setting. */
export interface Write extends Interval {
  readonly version: number;
}

/** An answer that told of a setting: which versions it may have seen. */
export interface Read extends Interval {
  readonly fits: (version: number) => boolean;
  /** For people. */
  readonly saw: string;
}

/**
 * What keeps a history from being linearizable: from there being one order of all writes and reads in which each came
 * after whatever had been answered before it was asked, and each read saw the write before it. Since each write has a
 * version, the order of the writes is known. A read is put as early as it can be, which leaves the later ones most room.
 */
export function problemsOf(writes: readonly Write[], reads: readonly Read[]): string[] {
  const problems: string[] = [];
  for (const write of writes) {
    const later = writes.find(({ version, answered }) => version > write.version && answered < write.asked);
    if (later) problems.push(`version ${later.version} was answered before version ${write.version} was asked for`);
  }
  const placed: { readonly answered: number; readonly version: number }[] = writes.slice();
  for (const read of reads.toSorted((a, b) => a.asked - b.asked)) {
    const before = placed.filter(({ answered }) => answered < read.asked);
    const least = Math.max(0, ...before.map(({ version }) => version));
    const most = Math.max(0, ...writes.filter(({ asked }) => asked < read.answered).map(({ version }) => version));
    const version = range(least, most).find(read.fits);
    if (version === undefined) problems.push(`${read.saw}, where only versions ${least} to ${most} could be seen`);
    else placed.push({ answered: read.answered, version });
  }
  return problems;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
