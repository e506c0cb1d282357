import type { Answer, Answered } from './answer.ts';
import { ANSWERS_MAX } from './answer-in-words.ts';

/** One question and its answers, as `/api/where` and `signpost where --json` give them (docs/answers.md). */
interface WhereJson {
  readonly question: string;
  readonly answers: readonly WhereAnswerJson[];
}

interface WhereAnswerJson {
  readonly capability: string;
  readonly name: string;
  /** 0 to 1, two decimals. */
  readonly confidence: number;
  readonly migration: string;
  readonly category: string;
  readonly movedBy: string | null;
  readonly legacy: readonly string[];
  readonly destination: {
    readonly portal: string;
    readonly url: string | null;
    readonly navigation: readonly string[];
    readonly currentUrl?: string;
  } | null;
  readonly redirection: Answer['redirection'];
}

/** How many answers are given, at least, at most, and where nobody says. */
const LIMITS = { least: 1, most: ANSWERS_MAX, usual: 5 } as const;

/** The limit that a text asks for: a whole number from 1 to 20; 5 where it is none. */
export function readLimit(text: string | null | undefined): number {
  const limit = /^\d{1,2}$/.test(text ?? '') ? Number(text) : LIMITS.usual;
  return limit >= LIMITS.least && limit <= LIMITS.most ? limit : LIMITS.usual;
}

export function toWhereJson(answered: Answered, limit: number): WhereJson {
  const answers = answered.kind === 'found' || answered.kind === 'choice' ? answered.answers : [];
  return { question: answered.question, answers: answers.slice(0, limit).map(toJson) };
}

function toJson({ capability, confidence, legacy, place, redirection }: Answer): WhereAnswerJson {
  const { id, name, migration, category, movedBy } = capability;
  const destination = place && {
    portal: place.portal,
    url: place.url,
    navigation: place.navigation,
    ...(place.currentUrl === null ? {} : { currentUrl: place.currentUrl }),
  };
  return {
    capability: id,
    name,
    confidence: Math.round(confidence * 100) / 100,
    migration,
    category,
    movedBy,
    legacy,
    destination,
    redirection,
  };
}
