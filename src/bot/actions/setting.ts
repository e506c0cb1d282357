import type { AdaptiveCard } from '../../cards/card.ts';
import { offForm } from '../../cards/off-form.ts';
import { enableCard, fasterCard, outcomeCard, settingCard } from '../../cards/setting-cards.ts';
import { statusListCard } from '../../cards/status-list.ts';
import { accessOf, changeableMigration, readerAccess } from '../../core/access.ts';
import { AlreadyOn, NotAllowed, StaleVersion } from '../../core/errors.ts';
import { stillPinned } from '../../core/links/session-meter.ts';
import { rememberPersonalChat } from '../../core/notices/subscribe.ts';
import { rolesThatMayChange } from '../../core/policy.ts';
import { turnOff, turnOn } from '../../core/settings/change-setting.ts';
import {
  changeNumbered,
  type SettingStatus,
  statusOf,
  statusOfAll,
  statusToChange,
} from '../../core/settings/read-settings.ts';
import type { Change } from '../../core/settings/receipt.ts';
import { readEnd } from '../../core/settings/until.ts';
import type { CardData } from '../card-data.ts';
import type { Turn } from '../turn.ts';

/** One setting. */
export const showSetting = async (turn: Turn, migration: string): Promise<AdaptiveCard> =>
  statusCard(turn, await statusOf(turn.ports, turn.actor, migration));

const statusCard = async (turn: Turn, status: SettingStatus): Promise<AdaptiveCard> =>
  settingCard(turn.reader, status, turn.ports.newNonce, {
    pinned: await stillPinned(turn.ports.meter, turn.actor.tenant, status.setting, turn.ports.clock()),
  });

/** The settings that this person may read, from the `from`th on; where it is only one, that one. */
export async function showSettings(turn: Turn, from = 0): Promise<AdaptiveCard> {
  const statuses = await statusOfAll(turn.ports, turn.actor);
  const [only] = statuses;
  return only && statuses.length === 1 ? statusCard(turn, only) : statusListCard(turn.reader, statuses, from);
}

/**
 * The form. `endOf` reads the end that was asked for, after the policy has been checked; `again`: the number of the change
 * whose reason and comment it begins with.
 */
export async function askOff(
  turn: Turn,
  migration: string,
  endOf: () => number | null,
  again?: number,
): Promise<AdaptiveCard> {
  const { ports, actor, reader } = turn;
  const status = await statusToChange(ports, actor, migration);
  const before = again === undefined ? null : await changeNumbered(ports, actor, migration, again);
  return offForm(reader, status, ports.newNonce, endOf(), before);
}

/** What turning it on does, with the button; where it is on already, its status. */
export async function askOn(turn: Turn, migration: string): Promise<AdaptiveCard> {
  const status = await statusToChange(turn.ports, turn.actor, migration);
  return status.setting.state === 'on'
    ? statusCard(turn, status)
    : enableCard(turn.reader, status, turn.ports.newNonce);
}

/** The outcome; for a click that came too late, who was faster and how it is now. */
async function outcomeOf(turn: Turn, migration: string, change: () => Promise<Change>): Promise<AdaptiveCard> {
  const { ports, actor, reader, isPersonal, place } = turn;
  // Whoever turns it off is reminded of it in their own chat. Before the change: where this fails, so does all of it.
  if (isPersonal) await rememberPersonalChat(ports, actor, place);
  try {
    const made = await change();
    const { migration, to: state, version, at } = made.receipt;
    // As of the change: a form that is sent twice gets the same card twice.
    const pinned = await stillPinned(ports.meter, actor.tenant, { migration, state, version }, at);
    return outcomeCard(reader, ports.migrations, made, pinned);
  } catch (error) {
    if (error instanceof StaleVersion)
      return fasterCard(reader, await statusOf(ports, actor, migration), ports.newNonce);
    if (error instanceof AlreadyOn) return showSetting(turn, migration);
    throw error;
  }
}

/** The policy comes before the reading of what was sent: who may read nothing is told at once who may change. */
async function migrationToChange({ ports, actor }: Turn, data: CardData): Promise<string> {
  const { readable } = await accessOf(ports, actor);
  if (readable.length === 0) throw new NotAllowed('change', rolesThatMayChange());
  const given = data.needed('migration');
  await changeableMigration(ports, actor, given);
  return given;
}

async function migrationToRead({ ports, actor }: Turn, data: CardData): Promise<string> {
  await readerAccess(ports, actor);
  return data.needed('migration');
}

export const settingActions = {
  'settings.list': async (turn: Turn, data: CardData) => {
    await readerAccess(turn.ports, turn.actor);
    return showSettings(turn, data.number('from'));
  },
  'setting.show': async (turn: Turn, data: CardData) => showSetting(turn, await migrationToRead(turn, data)),
  'setting.askOff': async (turn: Turn, data: CardData) => {
    const migration = await migrationToChange(turn, data);
    const until = data.text('until');
    const again = data.number('again');
    const endOf = () => (until === undefined ? null : readEnd('asked', until, turn.ports.clock()));
    return askOff(turn, migration, endOf, again);
  },
  'setting.askOn': async (turn: Turn, data: CardData) => askOn(turn, await migrationToChange(turn, data)),
  'setting.off': async (turn: Turn, data: CardData) => {
    const migration = await migrationToChange(turn, data);
    return outcomeOf(turn, migration, () =>
      turnOff(turn.ports, turn.actor, {
        migration,
        version: data.text('version'),
        nonce: data.text('nonce'),
        category: data.text('category'),
        comment: data.text('comment'),
        duration: data.text('duration'),
        until: data.text('until'),
        contact: data.text('contact'),
        share: data.text('share'),
      }),
    );
  },
  'setting.on': async (turn: Turn, data: CardData) => {
    const migration = await migrationToChange(turn, data);
    return outcomeOf(turn, migration, () =>
      turnOn(turn.ports, turn.actor, { migration, version: data.text('version'), nonce: data.text('nonce') }),
    );
  },
};
