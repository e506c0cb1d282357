import { accessOf } from '../access.ts';
import type { Actor } from '../actor.ts';
import { DirectoryUnavailable } from '../errors.ts';
import type { MigrationId } from '../ids.ts';
import type { State } from '../migration.ts';
import type { Migrations } from '../ports.ts';
import type { Setting } from '../settings/setting.ts';
import { SettingsInMemory } from '../settings/settings-in-memory.ts';
import type { SettingsPorts, SettingsStorage } from '../settings/settings-storage.ts';
import { explainDecision, type StateOf } from './decide.ts';
import type { Decision, DecisionStep } from './decision.ts';
import type { Origins } from './host-mode.ts';
import type { LinkIndex } from './legacy-links.ts';

/** By what links are decided. */
export interface LinkRules {
  readonly index: LinkIndex;
  /** This server's own host names, in lower case, without port. */
  readonly ownHosts: ReadonlySet<string>;
  /** Old hosts that the gateway itself serves, each with the origin behind it. */
  readonly origins: Origins;
}

/** Where one link goes, and why. */
export interface LinkExplanation {
  readonly url: string;
  readonly decision: Decision;
  /** The migration whose setting decided; null where none did. */
  readonly decidedBy: MigrationId | null;
  readonly steps: readonly DecisionStep[];
}

/** Explains a whole link: a fragment that it does not have, there is not. */
export function explainLink({ index, ownHosts, origins }: LinkRules, stateOf: StateOf, url: string): LinkExplanation {
  const { decision, steps } = explainDecision(index, stateOf, url, { fragment: 'final', ownHosts, origins });
  const setting = steps.find((step) => step.step === 'setting');
  return { url, decision, steps, decidedBy: setting && 'migration' in setting ? setting.migration : null };
}

/** An explanation by a tenant's stored settings, with the one that decided. */
interface SettledExplanation extends LinkExplanation {
  readonly setting: Setting | null;
}

/** Whose settings decide, from where they are read. */
interface SettledPorts {
  readonly migrations: Migrations;
  readonly storage: Pick<SettingsStorage, 'settings'>;
}

/** The same for one tenant, as its settings are stored now. @throws StorageUnavailable */
export async function explainFor(
  { storage, migrations }: SettledPorts,
  rules: LinkRules,
  tenant: Actor['tenant'],
  url: string,
): Promise<SettledExplanation> {
  const settings = new SettingsInMemory(storage, migrations);
  await settings.read(tenant);
  const explanation = explainLink(rules, settings.stateOf(tenant), url);
  const { decidedBy } = explanation;
  return { ...explanation, setting: decidedBy && (settings.settingOf(tenant, decidedBy) ?? null) };
}

/**
 * Whether this person may see more of the setting than its state, which is public; where the directory does not answer,
 * nobody may.
 */
export async function maySeeSetting(ports: SettingsPorts, actor: Actor, migration: MigrationId): Promise<boolean> {
  try {
    const { readable } = await accessOf(ports, actor);
    return readable.some(({ id }) => id === migration);
  } catch (error) {
    if (error instanceof DirectoryUnavailable) return false;
    throw error;
  }
}

/** An explanation as programs read it. `setting`: all of it for those who may read it, else its state alone. */
export const explanationRecord = (
  { url, decision, steps }: LinkExplanation,
  setting: Setting | { readonly state: State } | null,
) => ({
  url,
  decision: decision.kind,
  migration: 'migration' in decision ? decision.migration : null,
  capability: 'capability' in decision ? (decision.capability?.id ?? null) : null,
  setting: setting && settingRecord(setting),
  target: 'target' in decision ? decision.target : null,
  steps: steps.map((step) => ('capability' in step ? { ...step, capability: step.capability?.id ?? null } : step)),
});

const settingRecord = (setting: Setting | { readonly state: State }) =>
  'version' in setting
    ? { state: setting.state, version: setting.version, since: iso(setting.since), until: iso(setting.until) }
    : { state: setting.state };

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
