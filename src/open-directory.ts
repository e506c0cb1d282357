import type { Bot, Config } from './config.ts';
import type { Directory } from './core/ports.ts';
import type { AppIdentity } from './directory/app-token.ts';
import { playgroundDirectory } from './directory/playground.ts';

/** Who may do what, and the bot's own token for the channel (none in the playground). */
export interface Identity {
  readonly directory: Directory;
  readonly channelToken: (() => Promise<string>) | null;
}

/** Microsoft Graph with the bot's registration, or the playground's list of administrators. */
export async function openDirectory(config: Config): Promise<Identity> {
  if (config.mode === 'playground') {
    return { directory: playgroundDirectory(config.playgroundAdmins), channelToken: null };
  }
  // Loaded here, since it brings MSAL along, which the playground does not need.
  const { createAppTokens } = await import('./directory/app-token.ts');
  const { graphDirectory } = await import('./directory/graph.ts');
  const { authorityHost, graphBaseUrl } = config.entra;
  const tokens = createAppTokens({ ...identityOf(config.bot), authorityHost });
  return {
    directory: graphDirectory(tokens, graphBaseUrl),
    channelToken: () => tokens.token(config.channel.oauthScope, null),
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
