import type { Capability, Catalog } from '../capability.ts';
import { capabilityId } from '../ids.ts';

/** The pages that the practice questions name most (test/answers/practice.jsonl), and two in reserve. */
const OFTEN_ASKED = [
  'explorer',
  'quarantine',
  'alert-policies',
  'message-trace',
  'dlp-policies',
  'attack-simulator',
  'audit-log-search',
];

/** How many are offered where nobody has asked yet. */
const OFFERED = 5;

/** Pages to begin with; where an organisation has hidden some, others of them. */
export const oftenAsked = ({ capabilities }: Pick<Catalog, 'capabilities'>): readonly Capability[] =>
  OFTEN_ASKED.flatMap((id) => capabilities.get(capabilityId(id)) ?? []).slice(0, OFFERED);
