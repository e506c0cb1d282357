import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotAllowed } from '../../../src/core/errors.ts';
import { tenantId } from '../../../src/core/ids.ts';
import { turnOn } from '../../../src/core/settings/change-setting.ts';
import { digitsOf, hashReceipt } from '../../../src/core/settings/receipt.ts';
import type { SettingsStorage } from '../../../src/core/settings/settings-storage.ts';
import { verify, verifyChain, verifyDigits } from '../../../src/core/settings/verify-chain.ts';
import { Chains, firstOff, histories } from '../../world/chains.ts';
import { ADA, BOB, COMPLIANCE, EVE, onButton, settingsPorts, sha256 } from '../../world/settings.ts';

let chains: Chains;
beforeAll(async () => {
  chains = await Chains.open();
});
afterAll(() => chains.close());

describe('a chain that nobody touched', () => {
  it('is whole after any changes, and knows its newest receipt', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { tenant, changes } = await chains.history(steps);
        expect(await chains.check(tenant)).toEqual({
          whole: true,
          receipts: changes.length,
          newest: changes.at(-1)?.receipt,
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is whole where nothing was ever changed', async () => {
    expect(await chains.check(tenantId(randomUUID()))).toEqual({ whole: true, receipts: 0, newest: null });
  });

  it('is whole when people and comments were forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(9), async (steps, upTo) => {
        const { tenant, changes } = await chains.history(steps);
        chains.file.prepare('delete from actors where tenant = ? and number <= ?').run(tenant, upTo);
        chains.file.prepare('delete from feedback where tenant = ? and number <= ?').run(tenant, upTo);
        expect(await chains.check(tenant)).toMatchObject({ whole: true, receipts: changes.length });
      }),
      { numRuns: 20 },
    );
  });

  it('is read to its end however long it is', async () => {
    const { tenant, changes } = await chains.history(Array.from({ length: 501 }, () => firstOff));
    expect(changes).toHaveLength(501);
    expect(await chains.check(tenant)).toMatchObject({ whole: true, receipts: 501 });
  });

  it('is not called broken because a change came while it was read', async () => {
    const { tenant } = await chains.history([firstOff]);
    const ports = settingsPorts(chains.storage.settings);
    let late = false;
    const busy: SettingsStorage = {
      ...chains.storage.settings,
      chain: async (...query) => {
        if (!late) await turnOn(ports, { ...ADA, tenant }, onButton());
        late = true;
        return chains.storage.settings.chain(...query);
      },
    };
    expect(await verifyChain({ storage: busy, sha256 }, tenant)).toMatchObject({ whole: true, receipts: 2 });
  });
});

describe('somebody who may read some settings only', () => {
  it('is told whether all of the chain holds, and of the receipts that are for them', async () => {
    const { tenant, changes } = await chains.history([firstOff]);
    const ports = settingsPorts(chains.storage.settings);
    const [bob, ada] = [
      { ...BOB, tenant },
      { ...ADA, tenant },
    ];
    const own = { whole: true, receipts: 1, newest: changes[0]?.receipt };
    await turnOn(ports, ada, onButton({ migration: COMPLIANCE.id, version: '0' }));
    expect(await verify(ports, ada)).toMatchObject({ whole: true, receipts: 2, newest: { migration: COMPLIANCE.id } });
    expect(await verify(ports, bob)).toEqual(own);
    expect((await verifyDigits(ports, bob, 'g')).verdict).toEqual(own);
    chains.file.prepare('delete from receipts where tenant = ? and number = 2').run(tenant);
    expect(await verify(ports, bob)).toMatchObject({ whole: false, number: 2 });
  });
});

describe('the digits that people were shown', () => {
  it('find their receipt, in any case and however few there are, and say where they fit several', async () => {
    const { tenant, changes } = await chains.history([firstOff, { ...firstOff, keepOff: true }]);
    const ports = settingsPorts(chains.storage.settings);
    const ada = { ...ADA, tenant };
    for (const { receipt } of changes) {
      const digits = digitsOf(receipt);
      expect(await verifyDigits(ports, ada, digits.toUpperCase())).toEqual({
        verdict: { whole: true, receipts: 2, newest: changes[1]?.receipt },
        found: { kind: 'found', receipt },
      });
    }
    expect((await verifyDigits(ports, ada, '')).found).toEqual({ kind: 'several', count: 2 });
    expect((await verifyDigits(ports, ada, 'g')).found).toEqual({ kind: 'none' });
  });

  it('are no longer held by a chain that was forged from there to its head, however well', async () => {
    const { tenant, changes } = await chains.history([firstOff]);
    const [change] = changes;
    if (!change) throw new Error('no change was made');
    const hash = hashReceipt(sha256, { ...change.receipt, category: 'other' });
    chains.file.prepare("update receipts set category = 'other', hash = ? where tenant = ?").run(hash, tenant);
    chains.file.prepare('update chain_heads set hash = ? where tenant = ?').run(hash, tenant);
    const ports = settingsPorts(chains.storage.settings);
    const { verdict, found } = await verifyDigits(ports, { ...ADA, tenant }, digitsOf(change.receipt));
    expect(verdict).toMatchObject({ whole: true });
    expect(found).toEqual({ kind: 'none' });
  });

  it('are looked up for readers only', async () => {
    const ports = settingsPorts(chains.storage.settings);
    await expect(verify(ports, EVE)).rejects.toBeInstanceOf(NotAllowed);
    await expect(verifyDigits(ports, EVE, 'a')).rejects.toBeInstanceOf(NotAllowed);
  });
});
