import type { Capability } from '../capability.ts';

/** What a capability was found by: its name, an alias, a job that people do there, or words of its menu and notes. */
export type FoundBy =
  | { readonly kind: 'name' | 'alias' | 'task'; readonly text: string }
  | { readonly kind: 'menu'; readonly text: null };

export interface Finding {
  readonly capability: Capability;
  /** How probable it is that the question means it, 0 to 1. */
  readonly probability: number;
  readonly by: FoundBy;
}

/** What a question in words may mean. */
export interface Findings {
  /** The most probable first, and in the catalog's order where that is equal. */
  readonly ranked: readonly Finding[];
  /** How probable it is that the question means no page of the catalog, 0 to 1. */
  readonly none: number;
  /** The question is a word that means several capabilities: these, the most probable first. */
  readonly ambiguous: readonly Finding[];
}

/** Finds what a question in words means: in memory, the same answer for the same words. Never throws. */
export interface QuestionIndex {
  /** `limit`: how many are ranked at most. */
  find(question: string, limit: number): Findings;
}
