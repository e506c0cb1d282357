import type { Logger } from 'pino';
import { SignpostAdapter } from '../bot/adapter.ts';
import { createApplication } from '../bot/application.ts';
import { ChannelKeys } from '../bot/channel-keys.ts';
import { messagesEndpoint } from '../bot/endpoint.ts';
import type { GateConfig } from '../bot/gate.ts';
import { ProactiveSender } from '../bot/proactive-sender.ts';
import type { BotPorts } from '../bot/turn.ts';
import type { Config } from '../config.ts';
import { MinuteLimit } from '../core/minute-limit.ts';
import type { Handler } from '../server.ts';
import type { Identity } from './open-directory.ts';
import type { Observability } from './open-observability.ts';
import { warnOnceAMinute } from './warn-once-a-minute.ts';

type BotIdentity = Pick<Identity, 'channelToken' | 'forgetChannelToken'>;

const registrationOf = ({ bot, channel }: Config, { channelToken }: BotIdentity) => ({
  botId: bot?.id ?? '',
  oauthScope: channel.oauthScope,
  token: channelToken,
});

/** The endpoint that Teams talks to: gate, adapter, application. */
export function openBot(
  config: Config,
  identity: BotIdentity,
  ports: BotPorts,
  { metrics, turn }: Pick<Observability, 'metrics' | 'turn'>,
  log: Logger,
): Handler {
  const gate = gateConfig(config, warnOnceAMinute(log, 'the key server did not answer'));
  if (gate.mode === 'production') void gate.keys.refresh(); // spares the first activity the wait
  return messagesEndpoint({
    gate,
    adapter: new SignpostAdapter(registrationOf(config, identity)),
    application: createApplication({
      ports,
      limit: new MinuteLimit(config.turnsPerMinute, Date.now),
      log,
      onTurn: turn,
    }),
    onRefusal: ({ status, rule }) => {
      log.info({ status, rule }, 'refused');
      metrics.refused(rule);
    },
  });
}

/** Sends to conversations that did not ask just now. */
export const openSender = (config: Config, identity: BotIdentity): ProactiveSender =>
  new ProactiveSender({
    registration: registrationOf(config, identity),
    forgetToken: identity.forgetChannelToken,
    serviceUrlHosts: config.channel.serviceUrlHosts,
    clock: Date.now,
  });

function gateConfig(config: Config, onFailure: (error: unknown) => void): GateConfig {
  if (config.mode === 'playground') return { mode: config.mode, allowedTenants: config.allowedTenants };
  const { openIdMetadataUrl, tokenIssuer, serviceUrlHosts } = config.channel;
  return {
    mode: config.mode,
    botId: config.bot.id,
    tokenIssuer,
    keys: new ChannelKeys({ metadataUrl: openIdMetadataUrl, elapsed: () => performance.now(), onFailure }),
    allowedTenants: config.allowedTenants,
    serviceUrlHosts,
    clock: Date.now,
  };
}
