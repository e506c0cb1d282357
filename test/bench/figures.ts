/** The middle value of a list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [upper = 0, lower = 0] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? upper : (upper + lower) / 2;
}

/** One line: ours beside the peer's, and the ratio of the medians with its spread over the pairs. */
export function compare(
  what: string,
  unit: string,
  ours: readonly number[],
  peers: readonly number[],
  bound: string,
): void {
  const ratios = ours.map((value, n) => value / (peers[n] ?? Number.NaN));
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  process.stdout.write(
    `${what}: ${median(ours).toFixed(2)} ${unit}, peer ${median(peers).toFixed(2)} ${unit}; ` +
      `ratio ${median(ratios).toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), bound ${bound}\n`,
  );
}
