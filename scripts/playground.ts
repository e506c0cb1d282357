/**
 * `npm run playground`: the bot on the embedded database, and the Microsoft 365 Agents Playground as its Teams client.
 * Ctrl-C ends both; where one of them ends by itself, so does the other.
 *
 * PORT the bot's (3978) · PLAYGROUND_PORT the Playground's (56150, a free one where it is taken) · PLAYGROUND_OPEN=0 opens
 * no browser · PLAYGROUND_ADMINS who counts as an administrator (you; empty: nobody) · DATA_DIR (.data)
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PEOPLE, startAgentsPlayground } from './agents-playground.ts';
import { checkPort, startBot, untilReady } from './local/bot.ts';
import { openBrowser } from './local/browser.ts';
import { Processes } from './local/processes.ts';

const { HOST = '127.0.0.1', PORT = '3978', PLAYGROUND_PORT = '56150', DATA_DIR = '.data' } = process.env;
const you = PEOPLE.alex;
const admins = process.env.PLAYGROUND_ADMINS ?? you.aadObjectId;
const folder = join(DATA_DIR, 'agents-playground');
const botUrl = `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
const botLog = join(folder, 'signpost.log');

const processes = new Processes();

try {
  await checkPort(HOST, PORT, botUrl);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  processes.need('Signpost', startBot({ HOST, PORT, DATA_DIR, PLAYGROUND_ADMINS: admins }, botLog), botLog);
  await untilReady(botUrl, botLog);
  const playground = startAgentsPlayground({
    folder,
    endpoint: `${botUrl}/api/messages`,
    port: Number(PLAYGROUND_PORT),
    currentUser: 'alex',
  });
  processes.need('The Agents Playground', playground.process, playground.log);
  const clientUrl = await playground.url;
  const role = admins.includes(you.aadObjectId)
    ? 'a Global Administrator; without roles: PLAYGROUND_ADMINS= npm run playground'
    : 'without roles, as PLAYGROUND_ADMINS says';
  console.log(`Teams client  ${clientUrl}  choose “Personal Chat” and say hi, or /redirect off`);
  console.log(`Signpost      ${botUrl}  its log is ${botLog}`);
  console.log(`You are ${you.name}, ${role}. Ctrl-C ends both.`);
  if (process.env.PLAYGROUND_OPEN !== '0') openBrowser(clientUrl, () => !processes.ending);
} catch (error) {
  await processes.end(1, error instanceof Error ? error.message : String(error));
}
