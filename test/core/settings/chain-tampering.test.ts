import { randomUUID } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tenantId } from '../../../src/core/ids.ts';
import { type Change, hashReceipt, type Receipt } from '../../../src/core/settings/receipt.ts';
import type { Setting } from '../../../src/core/settings/setting.ts';
import { Chains, firstOff, histories } from '../../world/chains.ts';
import { MDO, NOON, sha256 } from '../../world/settings.ts';

let chains: Chains;
beforeAll(async () => {
  chains = await Chains.open();
});
afterAll(() => chains.close());

/** Every column of a row that says something of a change. (The nonce says who may repeat it, not what it was.) */
const COLUMNS = {
  receipts: [
    'migration',
    'version',
    'at',
    'from_state',
    'to_state',
    'until',
    'cause',
    'category',
    'actor_digest',
    'comment_digest',
    'previous',
    'hash',
  ],
  actors: ['salt', 'object_id', 'name'],
  feedback: ['salt', 'comment', 'contact', 'share'],
} as const;
const cell = fc.constantFrom(
  ...Object.entries(COLUMNS).flatMap(([table, columns]) => columns.map((column) => ({ table, column }))),
);

/** Values that belong there, values that nearly do, and values of no kind that Signpost writes. */
const value: fc.Arbitrary<SQLInputValue> = fc.oneof(
  fc.constantFrom('on', 'off', 'person', 'timer:1', 'timer:01', 'mdo-scc', 'bug', 0, 1, 2, NOON),
  fc.constantFrom(null, '', -1, 2n ** 60n, Number.POSITIVE_INFINITY, 0.5, new Uint8Array([49])),
  fc.string({ unit: 'binary' }),
  fc.integer(),
);

describe('what was tampered with is found, and the first receipt that does not hold is named', () => {
  const anyNumber = fc.nat().map((seed) => (changes: readonly Change[]) => (seed % changes.length) + 1);

  it('an edited receipt, person or comment', async () => {
    await fc.assert(
      fc.asyncProperty(histories, anyNumber, cell, value, async (steps, pick, { table, column }, to) => {
        const { tenant, changes } = await chains.history(steps);
        const number = pick(changes);
        fc.pre(chains.edit(table, column, to, 'tenant = ? and number = ?', tenant, number));
        expect(await chains.check(tenant)).toEqual({ whole: false, number, problem: 'edited' });
      }),
      { numRuns: 150 },
    );
  });

  it('a comment or person put beside a receipt that had none', async () => {
    const { tenant } = await chains.history([firstOff, { ...firstOff }]);
    chains.file
      .prepare(
        "insert into feedback(tenant, number, at, salt, comment, contact, share) values (?, 2, 0, '', 'no', 0, 0)",
      )
      .run(tenant);
    expect(await chains.check(tenant)).toEqual({ whole: false, number: 2, problem: 'edited' });
  });

  it.each(['timer:01', 'timer:1.0', 'timer:2', 'timer', '1', 'person'])('a timer said to be "%s"', async (text) => {
    const { tenant, changes } = await chains.history([firstOff]);
    const [off] = changes;
    if (!off) throw new Error('no change was made');
    const { receipt } = off;
    const unsealed: Receipt = {
      ...receipt,
      number: 2,
      version: 2,
      from: 'off',
      to: 'on',
      until: null,
      cause: { kind: 'timer', setBy: 1 },
      category: null,
      actorDigest: null,
      commentDigest: null,
      previous: receipt.hash,
    };
    const fired = { ...unsealed, hash: hashReceipt(sha256, unsealed) };
    const on: Setting = { migration: receipt.migration, state: 'on', version: 2, since: receipt.at, until: null };
    await chains.storage.settings.inChange(tenant, (transaction) =>
      transaction.append({ receipt: fired, actor: null, feedback: null }, on, null),
    );
    expect(await chains.check(tenant)).toEqual({ whole: true, receipts: 2, newest: fired });
    chains.file.prepare('update receipts set cause = ? where tenant = ? and number = 2').run(text, tenant);
    expect(await chains.check(tenant)).toEqual({ whole: false, number: 2, problem: 'edited' });
  });

  it('a receipt rewritten with a hash to match: the one after it follows another', async () => {
    const { tenant, changes } = await chains.history([firstOff, firstOff, firstOff]);
    const second = changes[1]?.receipt;
    if (!second) throw new Error('no change was made');
    const hash = hashReceipt(sha256, { ...second, at: second.at + 1 });
    chains.file.prepare('update receipts set at = at + 1, hash = ? where tenant = ? and number = 2').run(hash, tenant);
    expect(await chains.check(tenant)).toEqual({ whole: false, number: 3, problem: 'moved' });
  });

  it('a receipt taken out', async () => {
    await fc.assert(
      fc.asyncProperty(histories, anyNumber, async (steps, pick) => {
        const { tenant, changes } = await chains.history(steps);
        const number = pick(changes);
        chains.file.prepare('delete from receipts where tenant = ? and number = ?').run(tenant, number);
        const problem = number === changes.length ? 'cut-off' : 'missing';
        expect(await chains.check(tenant)).toEqual({ whole: false, number, problem });
      }),
      { numRuns: 30 },
    );
  });

  it('a receipt that went to another tenant', async () => {
    const { tenant } = await chains.history([firstOff, firstOff]);
    const other = tenantId(randomUUID());
    chains.file.prepare('update receipts set tenant = ? where tenant = ? and number = 1').run(other, tenant);
    expect(await chains.check(tenant)).toEqual({ whole: false, number: 1, problem: 'missing' });
    expect(await chains.check(other)).toEqual({ whole: false, number: 1, problem: 'edited' });
  });

  it('a receipt put at another place', async () => {
    const place = fc.oneof(fc.integer({ min: -3, max: 20 }), fc.constantFrom('abc', 1.5, 2n ** 60n));
    await fc.assert(
      fc.asyncProperty(histories, anyNumber, place, async (steps, pick, to) => {
        const { tenant, changes } = await chains.history(steps);
        const number = pick(changes);
        fc.pre(chains.edit('receipts', 'number', to, 'tenant = ? and number = ?', tenant, number));
        const shows = typeof to === 'number' && to < number ? Math.max(1, Math.ceil(to)) : number;
        expect(await chains.check(tenant)).toMatchObject({ whole: false, number: shows });
      }),
      { numRuns: 60 },
    );
  });

  it('two receipts that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(histories, anyNumber, anyNumber, async (steps, pickA, pickB) => {
        const { tenant, changes } = await chains.history(steps);
        const [a, b] = [pickA(changes), pickB(changes)];
        fc.pre(a !== b);
        const move = chains.file.prepare('update receipts set number = ? where tenant = ? and number = ?');
        move.run(-1, tenant, a);
        move.run(a, tenant, b);
        move.run(b, tenant, -1);
        expect(await chains.check(tenant)).toEqual({ whole: false, number: Math.min(a, b), problem: 'edited' });
      }),
      { numRuns: 30 },
    );
  });

  it('an end that was cut off, whether the head stayed or went with it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, anyNumber, fc.boolean(), async (steps, pick, headToo) => {
        const { tenant, changes } = await chains.history(steps);
        const first = pick(changes);
        chains.file.prepare('delete from receipts where tenant = ? and number >= ?').run(tenant, first);
        const last = changes[first - 2]?.receipt;
        if (headToo && last) {
          chains.file
            .prepare('update chain_heads set number = ?, hash = ? where tenant = ?')
            .run(last.number, last.hash, tenant);
        }
        if (headToo && !last) chains.file.prepare('delete from chain_heads where tenant = ?').run(tenant);
        const verdict = await chains.check(tenant);
        if (headToo) expect(verdict).toMatchObject({ whole: false, problem: 'setting-differs' });
        else expect(verdict).toEqual({ whole: false, number: first, problem: 'cut-off' });
      }),
      { numRuns: 30 },
    );
  });

  it('an edited or lost head', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom('number', 'hash', null), value, async (steps, column, to) => {
        const { tenant, changes } = await chains.history(steps);
        if (column === null) chains.file.prepare('delete from chain_heads where tenant = ?').run(tenant);
        else fc.pre(chains.edit('chain_heads', column, to, 'tenant = ?', tenant));
        expect(await chains.check(tenant)).toEqual({ whole: false, number: changes.length + 1, problem: 'cut-off' });
      }),
      { numRuns: 30 },
    );
  });

  it('an edited or lost setting: the receipt that made it is named', async () => {
    const column = fc.constantFrom('migration', 'state', 'version', 'since', 'until', null);
    await fc.assert(
      fc.asyncProperty(histories, anyNumber, column, value, async (steps, pick, name, to) => {
        const { tenant, changes } = await chains.history(steps);
        const migration = changes[pick(changes) - 1]?.receipt.migration ?? MDO.id;
        const where = 'tenant = ? and migration = ?';
        if (name === null) chains.file.prepare(`delete from settings where ${where}`).run(tenant, migration);
        else if (name === 'migration')
          chains.file.prepare(`update settings set migration = 'x' where ${where}`).run(tenant, migration);
        else fc.pre(chains.edit('settings', name, to, where, tenant, migration));
        const { receipt } = changes.findLast((change) => change.receipt.migration === migration) ?? {};
        expect(await chains.check(tenant)).toEqual({
          whole: false,
          number: receipt?.number,
          problem: 'setting-differs',
        });
      }),
      { numRuns: 60 },
    );
  });

  it('a setting that no change ever made', async () => {
    const { tenant } = await chains.history([firstOff]);
    chains.file
      .prepare(
        "insert into settings(tenant, migration, state, version, since, until) values (?, 'mde', 'off', 1, 0, null)",
      )
      .run(tenant);
    expect(await chains.check(tenant)).toEqual({ whole: false, number: 2, problem: 'setting-differs' });
  });

  it.each([0, -1, 3, 2.5])('a forged receipt with the number %d, its hash as it should be', async (number) => {
    const { tenant, changes } = await chains.history([firstOff, firstOff]);
    const last = changes.at(-1)?.receipt;
    if (!last) throw new Error('no change was made');
    const forged = { ...last, number, previous: last.hash };
    chains.file
      .prepare(
        `insert into receipts select tenant, ?, migration, version, at, from_state, to_state, until, cause, category,
         actor_digest, comment_digest, hash, ?, null from receipts where tenant = ? and number = 2`,
      )
      .run(number, hashReceipt(sha256, forged), tenant);
    expect(await chains.check(tenant)).toMatchObject({ whole: false });
  });
});
