import type { Capability } from '../capability.ts';

interface Candidate {
  readonly capability: Capability;
  /** For each of its names and old addresses the pairs of neighbouring characters in it. */
  readonly grams: readonly ReadonlySet<string>[];
}

/** The capabilities that may have been meant by an address, the most alike first. */
export type ClosestPages = (address: string) => readonly Capability[];

/** Longest address compared: no old one is longer. */
const ADDRESS_MAX = 80;

/** Likeness is the Dice coefficient of character pairs: of the names and old addresses, the most alike counts. */
export function closestPages(capabilities: readonly Capability[], count: number): ClosestPages {
  const candidates: readonly Candidate[] = capabilities.map((capability) => ({
    capability,
    grams: [capability.name, ...capability.legacyPaths].map(gramsOf),
  }));
  return (address) => {
    const given = gramsOf(address.slice(0, ADDRESS_MAX));
    return candidates
      .map(({ capability, grams }) => ({ capability, likeness: Math.max(...grams.map((set) => dice(given, set))) }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, count)
      .map(({ capability }) => capability);
  };
}

function gramsOf(text: string): ReadonlySet<string> {
  const letters = text.toLowerCase().replace(/\{[^}]*\}|[^\p{L}\p{N}]/gu, '');
  return new Set(Array.from({ length: Math.max(letters.length - 1, 0) }, (_, at) => letters.slice(at, at + 2)));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared++;
  return (2 * shared) / (a.size + b.size);
}
