import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AlreadyOn,
  FormUsed,
  MalformedInput,
  NotAllowed,
  StaleVersion,
  UnknownMigration,
} from '../../../src/core/errors.ts';
import { turnOff, turnOn } from '../../../src/core/settings/change-setting.ts';
import { digestActor, digestComment, GENESIS, hashReceipt } from '../../../src/core/settings/receipt.ts';
import {
  ADA,
  BOB,
  COMPLIANCE,
  DIS,
  EVE,
  GUS,
  MDO,
  NOBODY,
  NOON,
  OTHER_TENANT,
  offForm,
  onButton,
  openSettingsWorld,
  ROY,
  type SettingsWorld,
  sha256,
  TENANT,
  WITHOUT_SETTING,
} from '../../world/settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: SettingsWorld;
beforeEach(async () => {
  world = await openSettingsWorld();
});
afterEach(() => world.close());

describe('who may change a setting', () => {
  it.each([ADA, BOB])(
    '$name may: Global and Security Administrators where the migration names no roles',
    async (actor) => {
      const change = await turnOff(world.ports, actor, offForm());
      expect(change.actor).toMatchObject({ objectId: actor.objectId, name: actor.name });
    },
  );

  it.each([ROY, EVE, GUS, DIS, NOBODY])(
    '$name may not, is told which roles may, and changes nothing',
    async (actor) => {
      const roles = ['Global Administrator', 'Security Administrator'];
      await expect(turnOff(world.ports, actor, offForm())).rejects.toMatchObject({
        code: 'not-allowed',
        action: 'change',
        roles,
      });
      await expect(turnOn(world.ports, actor, onButton())).rejects.toBeInstanceOf(NotAllowed);
      expect(await world.chain()).toEqual([]);
    },
  );

  it('takes the roles that the migration names, and no others', async () => {
    const button = onButton({ migration: COMPLIANCE.id, version: '0' });
    const roles = ['Compliance Administrator'];
    await expect(turnOn(world.ports, BOB, button)).rejects.toMatchObject({ code: 'not-allowed', roles });
    expect((await turnOn(world.ports, ADA, button)).receipt).toMatchObject({
      migration: COMPLIANCE.id,
      from: 'off',
      to: 'on',
    });
  });

  it('asks the policy before it looks at anything else in the form', async () => {
    const form = offForm({ nonce: 'none', version: 'none', category: 'none' });
    await expect(turnOff(world.ports, EVE, form)).rejects.toBeInstanceOf(NotAllowed);
  });

  it('knows a migration in any case, suggests the one that was meant, and has none that moves no page', async () => {
    await turnOff(world.ports, ADA, offForm({ migration: 'MDO-SCC' }));
    const misspelt = turnOff(world.ports, ADA, offForm({ migration: 'mdo-sc' }));
    await expect(misspelt).rejects.toMatchObject({ code: 'unknown-migration', given: 'mdo-sc', near: [MDO.id] });
    const pageless = turnOff(world.ports, ADA, offForm({ migration: WITHOUT_SETTING.id }));
    await expect(pageless).rejects.toBeInstanceOf(UnknownMigration);
  });

  it('does not tell somebody without roles which migrations there are', async () => {
    await expect(turnOff(world.ports, EVE, offForm({ migration: 'mdo-sc' }))).rejects.toBeInstanceOf(NotAllowed);
  });
});

describe('a change', () => {
  it('off: is written with who, why and until when, sealed by its hash', async () => {
    const form = offForm({ comment: '  no export yet ', duration: 'P3D', contact: 'true', share: 'false' });
    const change = await turnOff(world.ports, ADA, form);
    const { receipt, actor, feedback } = change;
    expect(feedback).toMatchObject({ comment: 'no export yet', contact: true, share: false });
    expect(receipt).toEqual({
      tenant: TENANT,
      number: 1,
      migration: MDO.id,
      version: 1,
      at: NOON,
      from: 'on',
      to: 'off',
      until: NOON + 3 * DAY,
      cause: { kind: 'person' },
      category: 'missing-feature',
      actorDigest: actor && digestActor(sha256, actor),
      commentDigest: feedback && digestComment(sha256, feedback),
      previous: GENESIS,
      hash: hashReceipt(sha256, receipt),
    });
    expect(await world.chain()).toEqual([change]);
    expect(await world.setting()).toEqual({
      migration: MDO.id,
      state: 'off',
      version: 1,
      since: NOON,
      until: NOON + 3 * DAY,
    });
  });

  it('on: follows the receipt before it, without feedback and without an end', async () => {
    const off = await turnOff(world.ports, ADA, offForm({ duration: 'P3D' }));
    world.clock.now += HOUR;
    const on = await turnOn(world.ports, BOB, onButton());
    expect(on.feedback).toBeNull();
    expect(on.receipt).toMatchObject({ number: 2, version: 2, from: 'off', to: 'on', until: null, category: null });
    expect(on.receipt.previous).toBe(off.receipt.hash);
    expect(await world.setting()).toEqual({
      migration: MDO.id,
      state: 'on',
      version: 2,
      since: NOON + HOUR,
      until: null,
    });
  });

  it('kept off: is a change of its own with a new time and new feedback, off since the first', async () => {
    await turnOff(world.ports, ADA, offForm({ duration: 'PT4H' }));
    world.clock.now += HOUR;
    const kept = await turnOff(world.ports, BOB, offForm({ version: '1', category: 'timing', duration: 'P1D' }));
    expect(kept.receipt).toMatchObject({ number: 2, from: 'off', to: 'off', category: 'timing' });
    const until = NOON + HOUR + DAY;
    expect(await world.setting()).toEqual({ migration: MDO.id, state: 'off', version: 2, since: NOON, until });
  });

  it('is refused where the setting is on already', async () => {
    await expect(turnOn(world.ports, ADA, onButton({ version: '0' }))).rejects.toBeInstanceOf(AlreadyOn);
    expect(await world.chain()).toEqual([]);
  });

  it('keeps each tenant to itself', async () => {
    await turnOff(world.ports, ADA, offForm());
    const other = await turnOff(world.ports, { ...ADA, tenant: OTHER_TENANT }, offForm());
    expect(other.receipt).toMatchObject({ tenant: OTHER_TENANT, number: 1, previous: GENESIS });
    expect(await world.chain()).toHaveLength(1);
  });

  it('takes a name of any length, and keeps as much as Microsoft Graph would', async () => {
    const { actor } = await turnOff(world.ports, { ...ADA, name: '🙂\u0000x'.repeat(100) }, offForm());
    expect(actor?.name).toHaveLength(256);
    expect(actor?.name.isWellFormed()).toBe(true);
  });
});

describe('somebody was faster', () => {
  it('a form made for an earlier version changes nothing', async () => {
    await turnOff(world.ports, ADA, offForm());
    await expect(turnOff(world.ports, BOB, offForm())).rejects.toBeInstanceOf(StaleVersion);
    expect(await world.chain()).toHaveLength(1);
  });

  it('nor does one for a version that has not come yet', async () => {
    await expect(turnOff(world.ports, ADA, offForm({ version: '7' }))).rejects.toBeInstanceOf(StaleVersion);
  });

  it('the second of two who turn on is told so, rather than that there is nothing to turn on', async () => {
    await turnOff(world.ports, ADA, offForm());
    const outcomes = await Promise.allSettled([
      turnOn(world.ports, ADA, onButton()),
      turnOn(world.ports, BOB, onButton()),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'stale-version' } },
    ]);
    expect(await world.chain()).toHaveLength(2);
  });
});

describe('the nonce', () => {
  it('sent five times at once makes one change, and all get the same answer', async () => {
    const form = offForm();
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => turnOff(world.ports, ADA, form)));
    for (const other of others) expect(other).toEqual(first);
    expect(await world.chain()).toEqual([first]);
  });

  it('gives the same answer for ever, whatever has changed since', async () => {
    const form = offForm();
    const first = await turnOff(world.ports, ADA, form);
    await turnOn(world.ports, BOB, onButton());
    world.clock.now += 365 * DAY;
    expect(await turnOff(world.ports, ADA, form)).toEqual(first);
    expect(await turnOff(world.ports, ADA, { ...form, nonce: form.nonce?.toUpperCase() })).toEqual(first);
    expect(await world.chain()).toHaveLength(2);
  });

  it('once used belongs to its person, tenant and migration', async () => {
    const form = offForm();
    await turnOff(world.ports, ADA, form);
    await expect(turnOff(world.ports, BOB, form)).rejects.toBeInstanceOf(FormUsed);
    await expect(turnOff(world.ports, { ...ADA, tenant: OTHER_TENANT }, form)).rejects.toBeInstanceOf(FormUsed);
    await expect(turnOff(world.ports, ADA, { ...form, migration: COMPLIANCE.id })).rejects.toBeInstanceOf(FormUsed);
    expect(await world.chain()).toHaveLength(1);
    expect(await world.storage.settings.head(OTHER_TENANT)).toBeUndefined();
  });

  it('is not used up by a form that was refused', async () => {
    const nonce = randomUUID();
    await expect(turnOff(world.ports, ADA, offForm({ nonce, category: 'none' }))).rejects.toBeInstanceOf(
      MalformedInput,
    );
    await expect(turnOff(world.ports, ADA, offForm({ nonce, version: '7' }))).rejects.toBeInstanceOf(StaleVersion);
    expect((await turnOff(world.ports, BOB, offForm({ nonce }))).receipt.number).toBe(1);
  });
});
