import type { MissKeeper } from '../core/answers/misses.ts';
import type { ReplyPorts } from '../core/answers/reply.ts';
import type { SettingsInMemory } from '../core/settings/settings-in-memory.ts';

/** What answers where pages moved. */
export interface WherePorts extends ReplyPorts, MissKeeper {
  readonly settings: Pick<SettingsInMemory, 'isRead' | 'read' | 'stateOf'>;
  /** The origin at which people reach this server: its own links are known by it. */
  readonly publicUrl: string;
}
