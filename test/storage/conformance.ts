import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FormUsed } from '../../src/core/errors.ts';
import { readNonce, type TenantId, tenantId } from '../../src/core/ids.ts';
import { turnOff, turnOn } from '../../src/core/settings/change-setting.ts';
import type { SettingsPorts } from '../../src/core/settings/settings-storage.ts';
import { verifyChain } from '../../src/core/settings/verify-chain.ts';
import { storable } from '../../src/core/storable.ts';
import type { Storage } from '../../src/storage/storage.ts';
import {
  ADA,
  BOB,
  COMPLIANCE,
  MDO,
  NOON,
  offForm,
  onButton,
  settingsPorts,
  type TestClock,
} from '../world/settings.ts';

/** One database, empty at first. */
export interface TestDatabase {
  open(): Promise<Storage>;
  /** Runs a statement behind Signpost's back. */
  tamper(statement: string): Promise<void>;
  remove(): Promise<void>;
}

/** What each kind of database promises. */
export function describeStorage(name: string, create: () => Promise<TestDatabase>): void {
  describe(`settings on ${name}`, () => {
    let database: TestDatabase;
    let storage: Storage;
    beforeAll(async () => {
      database = await create();
      storage = await database.open();
    });
    afterAll(async () => {
      await storage.close();
      await database.remove();
    });

    /** A tenant of one test's own, with its two administrators. */
    function newTenant() {
      const tenant = tenantId(randomUUID());
      const clock: TestClock = { now: NOON };
      const ports: SettingsPorts = settingsPorts(storage.settings, clock);
      return { tenant, clock, ports, ada: { ...ADA, tenant }, bob: { ...BOB, tenant } };
    }

    /** Off, on, and off again in one setting, and another setting turned on in between: four changes, an hour apart. */
    async function fourChanges() {
      const { tenant, clock, ports, ada, bob } = newTenant();
      const first = await turnOff(ports, ada, offForm({ comment: 'first', contact: 'true' }));
      clock.now += 3_600_000;
      const second = await turnOn(ports, ada, onButton({ migration: COMPLIANCE.id, version: '0' }));
      clock.now += 3_600_000;
      const third = await turnOn(ports, bob, onButton());
      clock.now += 3_600_000;
      const fourth = await turnOff(ports, ada, offForm({ version: '2', comment: 'fourth', duration: 'PT4H' }));
      return { tenant, ports, changes: [first, second, third, fourth] as const };
    }

    const wholeChain = (tenant: TenantId) => storage.settings.chain(tenant, 0, 1000);

    it('holds nothing of a tenant that has changed nothing', async () => {
      const { tenant } = newTenant();
      expect(await storage.settings.settings(tenant)).toEqual([]);
      expect(await storage.settings.head(tenant)).toBeUndefined();
      expect(await storage.settings.newestChanges(tenant)).toEqual([]);
      expect(await wholeChain(tenant)).toEqual([]);
    });

    it('keeps each change with all that belongs to it, in order', async () => {
      const { tenant, changes } = await fourChanges();
      const [, second, , fourth] = changes;
      expect(await wholeChain(tenant)).toEqual(changes);
      expect(await storage.settings.head(tenant)).toEqual({ number: 4, hash: fourth.receipt.hash });
      const { at } = fourth.receipt;
      const settings = await storage.settings.settings(tenant);
      expect(settings).toHaveLength(2);
      expect(settings).toContainEqual({
        migration: COMPLIANCE.id,
        state: 'on',
        version: 1,
        since: second.receipt.at,
        until: null,
      });
      expect(settings).toContainEqual({
        migration: MDO.id,
        state: 'off',
        version: 3,
        since: at,
        until: at + 4 * 3_600_000,
      });
    });

    it('reads the chain in pieces', async () => {
      const { tenant, changes } = await fourChanges();
      expect(await storage.settings.chain(tenant, 0, 2)).toEqual(changes.slice(0, 2));
      expect(await storage.settings.chain(tenant, 2, 2)).toEqual(changes.slice(2));
      expect(await storage.settings.chain(tenant, 4, 2)).toEqual([]);
    });

    it('lists changes newest first, of the migrations asked for, from where one left off', async () => {
      const { tenant, changes } = await fourChanges();
      const [first, second, third, fourth] = changes;
      const list = (query: { migrations: (typeof MDO.id)[]; before?: number; limit: number }) =>
        storage.settings.changes({ tenant, ...query });
      expect(await list({ migrations: [MDO.id], limit: 10 })).toEqual([fourth, third, first]);
      expect(await list({ migrations: [MDO.id, COMPLIANCE.id], limit: 3 })).toEqual([fourth, third, second]);
      expect(await list({ migrations: [MDO.id], before: 4, limit: 1 })).toEqual([third]);
      expect(await list({ migrations: [], limit: 10 })).toEqual([]);
    });

    it('knows the newest change of each setting', async () => {
      const { tenant, changes } = await fourChanges();
      const newest = await storage.settings.newestChanges(tenant);
      expect(newest).toHaveLength(2);
      expect(newest).toContainEqual(changes[1]);
      expect(newest).toContainEqual(changes[3]);
    });

    it('keeps any text as it was written', async () => {
      const { tenant, ports, ada } = newTenant();
      let version = 0;
      const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
      await fc.assert(
        fc.asyncProperty(text, text, async (comment, name) => {
          fc.pre(storable(comment).trim() !== '');
          const form = offForm({ version: String(version), comment });
          const change = await turnOff(ports, { ...ada, name }, form);
          version++;
          expect(await storage.settings.chain(tenant, version - 1, 10)).toEqual([change]);
        }),
        { numRuns: 50 },
      );
    });

    it('writes nothing of a change that fails, and gives its very error', async () => {
      const { tenant, ports, ada } = newTenant();
      const change = await turnOff(ports, ada, offForm());
      const [setting] = await storage.settings.settings(tenant);
      if (!setting) throw new Error('the change is lost');
      const mistake = new Error('in the middle');
      const failing = storage.settings.inChange(tenant, async (transaction) => {
        const second = { ...change, receipt: { ...change.receipt, number: 2 } };
        await transaction.append(second, { ...setting, state: 'on', version: 2 }, null);
        expect((await transaction.head())?.number).toBe(2);
        throw mistake;
      });
      await expect(failing).rejects.toBe(mistake);
      expect(await wholeChain(tenant)).toEqual([change]);
      expect(await storage.settings.settings(tenant)).toEqual([setting]);
      expect((await storage.settings.head(tenant))?.number).toBe(1);
    });

    it('runs the changes of a tenant one after the other', async () => {
      const { tenant, ports, ada } = newTenant();
      let running = 0;
      const overlapping = Array.from({ length: 8 }, () =>
        storage.settings.inChange(tenant, async (transaction) => {
          running++;
          await transaction.head();
          await transaction.setting(MDO.id);
          return running--;
        }),
      );
      expect(await Promise.all(overlapping)).toEqual(Array.from({ length: 8 }, () => 1));

      const forms = Array.from({ length: 8 }, () => offForm());
      const outcomes = await Promise.allSettled(forms.map((form) => turnOff(ports, ada, form)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await wholeChain(tenant)).toHaveLength(1);
    });

    it('lets one nonce make one change, in whichever tenant', async () => {
      const { tenant, ports, ada } = newTenant();
      const other = newTenant();
      const form = offForm();
      const nonce = readNonce(form.nonce ?? '');
      if (!nonce) throw new Error('the form has no nonce');
      const change = await turnOff(ports, ada, form);
      await storage.settings.inChange(other.tenant, async (transaction) => {
        expect(await transaction.useOf(nonce)).toEqual({ tenant, change });
      });
      const [setting] = await storage.settings.settings(tenant);
      if (!setting) throw new Error('the change is lost');
      const again = storage.settings.inChange(other.tenant, (transaction) => {
        const receipt = { ...change.receipt, tenant: other.tenant };
        return transaction.append({ ...change, receipt }, setting, nonce);
      });
      await expect(again).rejects.toBeInstanceOf(FormUsed);
      expect(await wholeChain(other.tenant)).toEqual([]);
      expect(await storage.settings.settings(other.tenant)).toEqual([]);
    });

    it('forgets feedback of a certain age, and the chain stays whole', async () => {
      const { tenant, ports, changes } = await fourChanges();
      const [first, , , fourth] = changes;
      const feedback = (limit: number) => storage.settings.feedback({ tenant, migrations: [MDO.id], limit });
      expect(await feedback(10)).toEqual([fourth, first]);
      expect(await feedback(1)).toEqual([fourth]);
      expect(await storage.settings.feedback({ tenant, migrations: [], limit: 10 })).toEqual([]);
      const counts = () => storage.settings.feedbackCounts({ tenant, migrations: [MDO.id] });
      expect(await counts()).toEqual(new Map([['missing-feature', 2]]));
      expect(await storage.settings.feedbackCounts({ tenant, migrations: [] })).toEqual(new Map());
      expect(await storage.settings.forgetFeedback(NOON)).toBe(0);
      expect(await storage.settings.forgetFeedback(NOON + 1)).toBeGreaterThanOrEqual(1);
      expect(await feedback(10)).toEqual([fourth]);
      expect(await counts()).toEqual(new Map([['missing-feature', 1]]));
      expect((await wholeChain(tenant))[0]).toEqual({ ...first, feedback: null });
      expect(await verifyChain(ports, tenant)).toMatchObject({ whole: true, receipts: 4 });
    });

    it('stays whole when a person is forgotten', async () => {
      const { tenant, ports, changes } = await fourChanges();
      await database.tamper(`delete from actors where tenant = '${tenant}'`);
      expect(await wholeChain(tenant)).toEqual(changes.map((change) => ({ ...change, actor: null })));
      expect(await verifyChain(ports, tenant)).toMatchObject({ whole: true, receipts: 4 });
    });

    it.each([
      ['receipts', "to_state = 'sideways'"],
      ['receipts', 'at = 1152921504606846976'],
      ['receipts', "cause = 'timer:1'"],
      ['receipts', "cause = 'nobody'"],
      ['receipts', "category = 'none of ours'"],
      ['feedback', 'contact = 2'],
    ])('hands out %s with %s as it stands, for the chain to find', async (table, edit) => {
      const { tenant, ports } = await fourChanges();
      await database.tamper(`update ${table} set ${edit} where tenant = '${tenant}' and number = 4`);
      expect(await verifyChain(ports, tenant)).toEqual({ whole: false, number: 4, problem: 'edited' });
    });

    it('answers a ping', async () => {
      await storage.ping();
      await expect(storage.ping()).resolves.toBeUndefined();
    });

    it('keeps everything when it is closed and opened again', async () => {
      const { tenant, changes } = await fourChanges();
      await storage.close();
      await storage.close();
      storage = await database.open();
      expect(await wholeChain(tenant)).toEqual(changes);
    });
  });
}
