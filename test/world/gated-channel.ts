import { randomUUID } from 'node:crypto';
import { ChannelKeys } from '../../src/bot/channel-keys.ts';
import type { GateConfig } from '../../src/bot/gate.ts';
import { tenantId } from '../../src/core/ids.ts';
import { type Bot, message, newPerson, personalChat } from './activity.ts';
import { type Gated, type Outcome, startGated } from './gated.ts';
import { type KeyServer, startKeyServer } from './key-server.ts';
import { channelToken, ISSUER, newSigningKey, type TokenFacts } from './keys.ts';

export const TENANT = randomUUID();
export const bot: Bot = { id: randomUUID(), serviceUrl: 'https://smba.trafficmanager.net/emea/' };
const ada = newPerson('Ada Globova', TENANT);

/** An activity that gets in with the right token. */
export const hello = message(bot, ada, personalChat(ada), 'hello');
export const helloBody = JSON.stringify(hello);

/** The channel's keys: for Teams, for others, for nobody in particular; and one that is not the channel's. */
export const teams = newSigningKey('teams', ['msteams']);
export const webchat = newSigningKey('webchat', ['webchat', 'directline']);
export const unendorsed = newSigningKey('unendorsed');
export const rogue = newSigningKey('rogue', ['msteams']);

/** A token that is right but for what is given. */
export const tokenWith = (over: Partial<TokenFacts> = {}): string =>
  channelToken({ botId: bot.id, serviceUrl: bot.serviceUrl, key: teams, ...over });

/** The right claims as JSON text, but for their times, which are given as text too. */
export const rawClaims = (times: string): string =>
  `{"iss":"${ISSUER}","aud":"${bot.id}","serviceurl":"${bot.serviceUrl}",${times}}`;

/** The gate in production mode, and the key server that it has asked already. */
export interface GatedChannel {
  readonly config: GateConfig;
  readonly gated: Gated;
  readonly keyServer: KeyServer;
  /** Sends the right activity with this token. */
  present(token: string): Promise<Outcome>;
  /** Lets time pass for the key server's floor. */
  pass(milliseconds: number): void;
  close(): Promise<unknown>;
}

export async function startGatedChannel(): Promise<GatedChannel> {
  let now = 0;
  const keyServer = await startKeyServer([teams, webchat, unendorsed]);
  const keys = new ChannelKeys({ metadataUrl: keyServer.metadataUrl, elapsed: () => now, onFailure: () => {} });
  await keys.refresh();
  const config: GateConfig = {
    mode: 'production',
    botId: bot.id,
    tokenIssuer: ISSUER,
    keys,
    allowedTenants: new Set([tenantId(TENANT)]),
    serviceUrlHosts: ['smba.trafficmanager.net'],
    clock: Date.now,
  };
  const gated = await startGated(config);
  return {
    config,
    gated,
    keyServer,
    present: (token) => gated.post(helloBody, { authorization: `Bearer ${token}` }),
    pass: (milliseconds) => {
      now += milliseconds;
    },
    close: () => Promise.all([gated.close(), keyServer.close()]),
  };
}
