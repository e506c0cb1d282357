import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadTime, MalformedInput } from '../../../src/core/errors.ts';
import { type OffInput, turnOff } from '../../../src/core/settings/change-setting.ts';
import { COMMENT_MAX } from '../../../src/core/settings/feedback.ts';
import { FARTHEST_END } from '../../../src/core/settings/until.ts';
import { ADA, NOON, offForm, openSettingsWorld, type SettingsWorld } from '../../world/settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: SettingsWorld;
beforeEach(async () => {
  world = await openSettingsWorld();
});
afterEach(() => world.close());

describe('when an off ends', () => {
  const untilOf = async (form: Partial<OffInput>) => (await turnOff(world.ports, ADA, offForm(form))).receipt.until;

  it.each([
    ['none', null],
    ['PT4H', NOON + 4 * HOUR],
    ['P1D', NOON + DAY],
    ['P3D', NOON + 3 * DAY],
    ['P7D', NOON + 7 * DAY],
    ['P14D', NOON + 14 * DAY],
  ])('%s', async (duration, until) => {
    expect(await untilOf({ duration })).toBe(until);
  });

  it.each([
    ['2026-12-24T18:00Z', Date.UTC(2026, 11, 24, 18)],
    ['2026-12-24T18:00:00Z', Date.UTC(2026, 11, 24, 18)],
    ['2026-12-24T18:00:00.500Z', Date.UTC(2026, 11, 24, 18) + 500],
    [new Date(NOON + 1).toISOString(), NOON + 1],
    [new Date(NOON + FARTHEST_END).toISOString(), NOON + FARTHEST_END],
  ])('at the instant asked for: %s', async (until, instant) => {
    expect(await untilOf({ duration: 'asked', until })).toBe(instant);
  });

  it.each([
    ['past', new Date(NOON - 1).toISOString()],
    ['past', new Date(NOON).toISOString()],
    ['too-far', new Date(NOON + FARTHEST_END + 1).toISOString()],
    ['unreadable', 'tomorrow'],
    ['unreadable', ''],
    ['unreadable', '2026-13-01T00:00:00Z'],
    ['unreadable', '2027-02-30T00:00:00Z'],
    ['unreadable', '2027-01-01T24:00:00Z'],
    ['unreadable', '2026-12-24T18:00:00+01:00'],
    ['unreadable', '1798135200000'],
  ])('never at a time that is %s: "%s"', async (problem, until) => {
    const refused = turnOff(world.ports, ADA, offForm({ duration: 'asked', until }));
    await expect(refused).rejects.toBeInstanceOf(BadTime);
    await expect(refused).rejects.toMatchObject({ given: until, problem });
    expect(await world.chain()).toEqual([]);
  });
});

describe('a malformed form is refused with the field named, and changes nothing', () => {
  it.each<[field: string, problem: string, form: Partial<OffInput>]>([
    ['nonce', 'missing', { nonce: undefined }],
    ['nonce', 'missing', { nonce: '' }],
    ['nonce', 'unknown', { nonce: 'a'.repeat(36) }],
    ['version', 'missing', { version: undefined }],
    ['version', 'missing', { version: '' }],
    ['version', 'unknown', { version: '-1' }],
    ['version', 'unknown', { version: '0x0' }],
    ['version', 'unknown', { version: '1'.repeat(16) }],
    ['category', 'missing', { category: undefined }],
    ['category', 'missing', { category: '' }],
    ['category', 'unknown', { category: 'Other' }],
    ['category', 'unknown', { category: 'constructor' }],
    ['comment', 'missing', { comment: undefined }],
    ['comment', 'missing', { comment: '' }],
    ['comment', 'missing', { comment: ' \n\u00a0\u0000' }],
    ['comment', 'missing', { comment: '\u200b \u2060\ufeff' }],
    ['comment', 'too-long', { comment: 'x'.repeat(COMMENT_MAX + 1) }],
    ['duration', 'missing', { duration: undefined }],
    ['duration', 'missing', { duration: '' }],
    ['duration', 'unknown', { duration: 'P2D' }],
    ['duration', 'unknown', { duration: 'toString' }],
    ['until', 'missing', { duration: 'asked', until: undefined }],
    ['contact', 'unknown', { contact: 'yes' }],
    ['share', 'unknown', { share: 'TRUE' }],
  ])('%s: %s in %j', async (field, problem, form) => {
    const refused = turnOff(world.ports, ADA, offForm(form));
    await expect(refused).rejects.toBeInstanceOf(MalformedInput);
    await expect(refused).rejects.toMatchObject({ field, problem });
    expect(await world.chain()).toEqual([]);
    expect(await world.setting()).toBeUndefined();
  });

  it('says how long a comment may be', async () => {
    const form = offForm({ comment: 'x'.repeat(COMMENT_MAX + 1) });
    await expect(turnOff(world.ports, ADA, form)).rejects.toMatchObject({ limit: COMMENT_MAX });
  });

  it.each([
    ['as long as it may be, after trimming', ` ${'x'.repeat(COMMENT_MAX)} `, 'x'.repeat(COMMENT_MAX)],
    ['without control characters, lines ended alike', 'a\u0007b\r\nc\rd\te', 'ab\nc\nd\te'],
    ['with half a surrogate pair replaced', 'a\ud83d', 'a\ufffd'],
  ])('but a comment is taken %s', async (_how, comment, kept) => {
    expect((await turnOff(world.ports, ADA, offForm({ comment }))).feedback?.comment).toBe(kept);
  });
});
