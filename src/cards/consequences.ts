import type { SettingMigration } from '../core/migration.ts';
import type { Reader } from './card.ts';

/** What follows from changing this setting, and which setting it is: the small print of every card about it. */
export function consequences({ words }: Reader, migration: SettingMigration): readonly string[] {
  const { consequences } = words;
  const { moves, notAffected, vendorSwitch } = migration;
  return [
    moves.length > 0 ? consequences.moves(moves) : consequences.movesAll(migration.fromPortal),
    ...(notAffected.length > 0 ? [consequences.notAffected(notAffected)] : []),
    `${consequences.sessions} ${consequences.reversible}`,
    [
      consequences.own,
      ...(vendorSwitch ? [consequences.vendor(vendorSwitch.portal, vendorSwitch.navigation)] : []),
    ].join(' '),
  ];
}
