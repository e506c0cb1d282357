import type { MigrationId, TenantId } from '../ids.ts';
import type { StateOf } from '../links/decide.ts';
import { hasSetting, type State } from '../migration.ts';
import type { Migrations } from '../ports.ts';
import { initialSetting, type Setting } from './setting.ts';
import type { SettingsStorage } from './settings-storage.ts';

/** What is known of one tenant. The maps are replaced at each change, never altered. */
interface Known {
  readonly settings: ReadonlyMap<MigrationId, Setting>;
  readonly states: ReadonlyMap<MigrationId, State>;
  /** False while these are but the catalog's defaults. */
  readonly isRead: boolean;
}

type Reading = Pick<SettingsStorage, 'settings'>;

/**
 * The settings of some tenants in memory, for answers that wait for no database: the catalog's defaults until they were
 * read once, then what was read or changed last, however long the database is out of reach.
 */
export class SettingsInMemory {
  readonly #storage: Reading;
  readonly #defaults: ReadonlyMap<MigrationId, Setting>;
  readonly #tenants = new Map<TenantId, Known>();
  /** How many changes were put: a reading that a change overtook may not undo it. */
  #changes = 0;

  constructor(storage: Reading, migrations: Migrations) {
    this.#storage = storage;
    this.#defaults = new Map(
      [...migrations.values()].filter(hasSetting).map((each) => [each.id, initialSetting(each)]),
    );
  }

  /** Whether all that is asked of here has been read. */
  areRead(): boolean {
    return [...this.#tenants.values()].every(({ isRead }) => isRead);
  }

  /** Whether these are the tenant's own settings, not just the catalog's defaults. */
  isRead(tenant: TenantId): boolean {
    return this.#tenants.get(tenant)?.isRead ?? false;
  }

  /** The state of each setting: the same map until one changes. */
  statesOf(tenant: TenantId): ReadonlyMap<MigrationId, State> {
    return this.#known(tenant).states;
  }

  /** The tenant's present states, for decisions. A migration without setting moves nothing. */
  stateOf(tenant: TenantId): StateOf {
    this.#known(tenant);
    return (migration) => this.#known(tenant).states.get(migration) ?? 'off';
  }

  settingOf(tenant: TenantId, migration: MigrationId): Setting | undefined {
    return this.#known(tenant).settings.get(migration);
  }

  /** Reads this tenant's settings, and from now on keeps them fresh. @throws StorageUnavailable */
  async read(tenant: TenantId): Promise<void> {
    this.#known(tenant);
    for (let before: number; ; ) {
      before = this.#changes;
      const settings = await this.#storage.settings(tenant);
      if (before !== this.#changes) continue;
      this.#replace(tenant, new Map([...this.#defaults, ...ofKnown(settings, this.#defaults)]));
      return;
    }
  }

  /** Reads the settings of every tenant that was asked for. @throws StorageUnavailable */
  async refresh(): Promise<void> {
    await Promise.all([...this.#tenants.keys()].map((tenant) => this.read(tenant)));
  }

  /** Puts a setting that was just committed in the place of the old one, unless a newer one was read since. */
  put(tenant: TenantId, setting: Setting): void {
    this.#changes++;
    const known = this.#tenants.get(tenant);
    if (!known?.isRead || setting.version < (known.settings.get(setting.migration)?.version ?? 0)) return;
    this.#replace(tenant, new Map([...known.settings, ...ofKnown([setting], this.#defaults)]));
  }

  #known(tenant: TenantId): Known {
    let known = this.#tenants.get(tenant);
    if (!known) {
      known = { settings: this.#defaults, states: statesIn(this.#defaults), isRead: false };
      this.#tenants.set(tenant, known);
    }
    return known;
  }

  #replace(tenant: TenantId, settings: ReadonlyMap<MigrationId, Setting>): void {
    const states = statesIn(settings);
    const before = this.#tenants.get(tenant)?.states;
    const same = before !== undefined && [...states].every(([migration, state]) => before.get(migration) === state);
    this.#tenants.set(tenant, { settings, states: same ? before : states, isRead: true });
  }
}

/** A setting whose migration has left the catalog decides nothing. */
const ofKnown = (settings: readonly Setting[], known: ReadonlyMap<MigrationId, Setting>) =>
  settings.filter(({ migration }) => known.has(migration)).map((setting) => [setting.migration, setting] as const);

const statesIn = (settings: ReadonlyMap<MigrationId, Setting>): ReadonlyMap<MigrationId, State> =>
  new Map([...settings].map(([migration, { state }]) => [migration, state]));
