import type { Bot, Config } from '../config.ts';
import type { TenantId } from '../core/ids.ts';
import type { Directory } from '../core/ports.ts';
import type { AppIdentity } from '../directory/app-token.ts';
import type { GraphPermission } from '../directory/missing-permissions.ts';
import { playgroundDirectory } from '../directory/playground.ts';

/** Who may do what, and the bot's own token for the channel (none in the playground). */
export interface Identity {
  readonly directory: Directory;
  readonly channelToken: (() => Promise<string>) | null;
  /** Drops that token where the channel has refused it: the next one is new. */
  readonly forgetChannelToken: () => void;
  /** What a tenant has not granted yet, for the doctor. */
  readonly missingPermissions: ((tenant: TenantId) => Promise<readonly GraphPermission[]>) | null;
}

/** Microsoft Graph with the bot's registration, or the playground's list of administrators. */
export async function openDirectory(config: Config): Promise<Identity> {
  if (config.mode === 'playground') {
    const directory = playgroundDirectory(config.playgroundAdmins);
    return { directory, channelToken: null, forgetChannelToken: () => {}, missingPermissions: null };
  }
  // Loaded here, since it brings MSAL along, which the playground does not need.
  const { createAppTokens } = await import('../directory/app-token.ts');
  const { graphDirectory } = await import('../directory/graph.ts');
  const { authorityHost, graphBaseUrl } = config.entra;
  const tokens = createAppTokens({ ...identityOf(config.bot), authorityHost });
  return {
    directory: graphDirectory(tokens, graphBaseUrl),
    channelToken: () => tokens.token(config.channel.oauthScope, null),
    forgetChannelToken: () => tokens.forget(null),
    missingPermissions: async (tenant) => {
      const { missingPermissions } = await import('../directory/missing-permissions.ts');
      return missingPermissions(tokens, graphBaseUrl, tenant);
    },
  };
}

function identityOf(bot: Bot): AppIdentity {
  switch (bot.type) {
    case 'UserAssignedMSI':
      return { type: bot.type, botId: bot.id, tenant: bot.tenant };
    case 'SingleTenant':
      return { type: bot.type, botId: bot.id, password: bot.password.reveal(), tenant: bot.tenant };
    case 'MultiTenant':
      return { type: bot.type, botId: bot.id, password: bot.password.reveal() };
  }
}
