import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import fc from 'fast-check';
import { type TenantId, tenantId } from '../../src/core/ids.ts';
import { turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import { CATEGORIES } from '../../src/core/settings/feedback.ts';
import type { Change } from '../../src/core/settings/receipt.ts';
import { DURATIONS } from '../../src/core/settings/until.ts';
import { type Verdict, verifyChain } from '../../src/core/settings/verify-chain.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { ADA, COMPLIANCE, MDO, NOON, offForm, onButton, settingsPorts, sha256, temporaryFolder } from './settings.ts';

/** One thing that an administrator does: where it is on it is turned off, where it is off turned on or kept off. */
const step = fc.record({
  migration: fc.constantFrom(MDO, COMPLIANCE),
  keepOff: fc.boolean(),
  category: fc.constantFrom(...CATEGORIES),
  comment: fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => `x${text}`),
  duration: fc.constantFrom('none', ...Object.keys(DURATIONS)),
  contact: fc.constantFrom('true', 'false'),
  share: fc.constantFrom('true', 'false'),
  pause: fc.nat(1e9),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const histories = fc.array(step, { minLength: 1, maxLength: 10 });

export const firstOff: Step = {
  migration: MDO,
  keepOff: false,
  category: 'bug',
  comment: 'x',
  duration: 'PT4H',
  contact: 'false',
  share: 'false',
  pause: 0,
};

/** A database with chains in it, and the same file as somebody opens it who has the machine in hand. */
export class Chains {
  static async open(): Promise<Chains> {
    const folder = temporaryFolder();
    const storage = await openSqlite(folder.path);
    return new Chains(folder, storage, new DatabaseSync(join(folder.path, 'signpost.db'), { timeout: 5000 }));
  }

  readonly storage: Storage;
  readonly file: DatabaseSync;
  readonly #folder: { remove(): void };
  private constructor(folder: { remove(): void }, storage: Storage, file: DatabaseSync) {
    this.#folder = folder;
    this.storage = storage;
    this.file = file;
  }

  async close(): Promise<void> {
    this.file.close();
    await this.storage.close();
    this.#folder.remove();
  }

  check(tenant: TenantId): Promise<Verdict> {
    return verifyChain({ storage: this.storage.settings, sha256 }, tenant);
  }

  /** Sets a column behind Signpost's back; false where there is no such row, it takes no such value, or has it already. */
  edit(table: string, column: string, to: SQLInputValue, where: string, ...keys: SQLInputValue[]): boolean {
    const read = () => this.file.prepare(`select quote(${column}) as it from ${table} where ${where}`).get(...keys)?.it;
    const before = read();
    try {
      this.file.prepare(`update ${table} set ${column} = ? where ${where}`).run(to, ...keys);
    } catch {
      return false; // not null, or taken
    }
    return read() !== before;
  }

  /** Does these things in a tenant of their own, one after the other. */
  async history(steps: readonly Step[]): Promise<{ tenant: TenantId; changes: readonly Change[] }> {
    const tenant = tenantId(randomUUID());
    const actor = { ...ADA, tenant };
    const clock = { now: NOON };
    const ports = settingsPorts(this.storage.settings, clock);
    const changes: Change[] = [];
    for (const { migration, keepOff, pause, ...form } of steps) {
      clock.now += pause;
      const last = changes.findLast(({ receipt }) => receipt.migration === migration.id)?.receipt;
      const button = { migration: migration.id, version: String(last?.version ?? 0) };
      const off = (last?.to ?? migration.settingDefault) === 'off';
      const change =
        off && !keepOff
          ? await turnOn(ports, actor, onButton(button))
          : await turnOff(ports, actor, offForm({ ...button, ...form }));
      changes.push(change);
    }
    return { tenant, changes };
  }
}
