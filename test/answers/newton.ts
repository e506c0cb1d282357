/** One question for the fit: the features of each thing that it may be about, and which of them are right. */
export interface Row {
  readonly features: readonly Float64Array[];
  readonly right: readonly boolean[];
  readonly weight: number;
}

const STEPS = 20;
/** Pulls the weights towards 0; they are scaled by their features' spread. */
const RIDGE = 1e-3;
/** Longest step of a scaled weight. */
const STEP_MAX = 2;

/**
 * The weights under which the right things are most probable, by a softmax over each row: Newton's method.
 * `signed`: which weights may be negative; the others are held at 0 or above.
 */
export function fitSoftmax(rows: readonly Row[], signed: readonly boolean[]): readonly number[] {
  const size = signed.length;
  const scale = signed.map((_, i) => spread(rows, i));
  const weights = signed.map(() => 0);
  const free = new Set(signed.keys());
  for (let step = 0; step < STEPS; step++) {
    const { gradient, curvature } = slopes(rows, weights, scale, size);
    const active = [...free];
    const moves = solve(
      active.map((i) => active.map((j) => (curvature[i]?.[j] ?? 0) + (i === j ? RIDGE : 0))),
      active.map((i) => (gradient[i] ?? 0) - RIDGE * (weights[i] ?? 0)),
    );
    const shrink = Math.min(1, STEP_MAX / Math.max(...moves.map(Math.abs)));
    active.forEach((i, at) => {
      const moved = (weights[i] ?? 0) + (moves[at] ?? 0) * shrink;
      const held = moved < 0 && signed[i] !== true && step > STEPS / 3;
      weights[i] = held ? 0 : moved;
      if (held) free.delete(i);
    });
  }
  return weights.map((weight, i) => weight / (scale[i] ?? 1));
}

function spread(rows: readonly Row[], i: number): number {
  let sum = 0;
  let count = 0;
  for (const { features } of rows) {
    for (const values of features) sum += (values[i] ?? 0) ** 2;
    count += features.length;
  }
  return Math.sqrt(sum / count) || 1;
}

function slopes(rows: readonly Row[], weights: readonly number[], scale: readonly number[], size: number) {
  const gradient = new Float64Array(size);
  const curvature = Array.from({ length: size }, () => new Float64Array(size));
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  for (const { features, right, weight } of rows) {
    const scores = features.map((values) => dot(values, weights, scale));
    const highest = Math.max(...scores);
    const likely = scores.map((score) => Math.exp(score - highest));
    const sum = likely.reduce((a, b) => a + b, 0);
    const rightSum = likely.reduce((a, b, at) => a + (right[at] ? b : 0), 0) || 1e-12;
    const mean = new Float64Array(size);
    features.forEach((values, at) => {
      const p = (likely[at] ?? 0) / sum;
      const target = right[at] ? (likely[at] ?? 0) / rightSum : 0;
      for (let i = 0; i < size; i++) {
        const x = (values[i] ?? 0) / (scale[i] ?? 1);
        if (x === 0) continue;
        mean[i] = (mean[i] ?? 0) + p * x;
        gradient[i] = (gradient[i] ?? 0) + ((target - p) * x * weight) / total;
        const row = curvature[i];
        if (row)
          for (let j = 0; j < size; j++)
            row[j] = (row[j] ?? 0) + (p * x * (values[j] ?? 0) * weight) / (scale[j] ?? 1) / total;
      }
    });
    curvature.forEach((row, i) => {
      for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) - ((mean[i] ?? 0) * (mean[j] ?? 0) * weight) / total;
    });
  }
  return { gradient, curvature };
}

const dot = (values: Float64Array, weights: readonly number[], scale: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + (weight * (values[i] ?? 0)) / (scale[i] ?? 1), 0);

/** Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = right.length;
  for (let at = 0; at < size; at++) {
    const pivot = rows
      .slice(at)
      .reduce((best, row, i) => (Math.abs(row[at] ?? 0) > Math.abs(rows[best]?.[at] ?? 0) ? at + i : best), at);
    const [a = [], b = []] = [rows[at], rows[pivot]];
    rows[at] = b;
    rows[pivot] = a;
    for (let i = 0; i < size; i++) {
      if (i === at) continue;
      const factor = (rows[i]?.[at] ?? 0) / (b[at] ?? 1);
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * (b[j] ?? 0));
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
