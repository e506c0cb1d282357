import type { Engine, ExportSite } from '../../core/links/export-rules.ts';

/** What a writer is given. */
interface RulesToWrite {
  readonly sites: readonly ExportSite[];
  /** Where people ask the gateway by `/go/<URL>`. */
  readonly gatewayHost: string;
  /** Old hosts that the gateway itself serves, each with the origin behind it. */
  readonly origins: ReadonlyMap<string, string>;
  /** What the rules are and what they cannot, a line each, without a comment's marks. */
  readonly header: readonly string[];
  /** The same in a few words. */
  readonly summary: string;
}

/** One engine's way of writing rules. */
export interface RulesFormat {
  readonly engine: Engine;
  /** What this engine leaves to Signpost besides what all of them do: endings of "It leaves to Signpost: ". */
  readonly limits: readonly string[];
  /** Whether the header can stand in the rules themselves. */
  readonly comments: boolean;
  readonly write: (rules: RulesToWrite) => string;
}
