import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotAllowed } from '../../../src/core/errors.ts';
import { turnOff } from '../../../src/core/settings/change-setting.ts';
import { FEEDBACK_SHOWN, feedbackReport } from '../../../src/core/settings/read-settings.ts';
import {
  ADA,
  COMPLIANCE,
  EVE,
  MDO,
  offForm,
  openSettingsWorld,
  ROY,
  type SettingsWorld,
} from '../../world/settings.ts';

let world: SettingsWorld;
beforeEach(async () => {
  world = await openSettingsWorld();
});
afterEach(() => world.close());

const off = (version: number, category: string, migration: string = MDO.id) =>
  turnOff(world.ports, ADA, offForm({ migration, version: String(version), category, comment: `comment ${version}` }));

describe('the report of feedback', () => {
  it('holds the newest comments, and counts all of them', async () => {
    for (let n = 0; n <= FEEDBACK_SHOWN; n++) await off(n, n === 0 ? 'bug' : 'timing');
    const { changes, counts } = await feedbackReport(world.ports, ROY, undefined);
    expect(changes).toHaveLength(FEEDBACK_SHOWN);
    expect(changes[0]?.feedback?.comment).toBe(`comment ${FEEDBACK_SHOWN}`);
    expect(counts).toEqual(
      new Map([
        ['bug', 1],
        ['timing', FEEDBACK_SHOWN],
      ]),
    );
  });

  it('is of one migration where one is named', async () => {
    await off(0, 'bug');
    await off(0, 'other', COMPLIANCE.id);
    expect((await feedbackReport(world.ports, ROY, MDO.id)).counts).toEqual(new Map([['bug', 1]]));
    expect((await feedbackReport(world.ports, ROY, undefined)).counts).toEqual(
      new Map([
        ['bug', 1],
        ['other', 1],
      ]),
    );
  });

  it('is for readers only', async () => {
    await expect(feedbackReport(world.ports, EVE, undefined)).rejects.toBeInstanceOf(NotAllowed);
  });
});
