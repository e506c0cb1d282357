// The benchmarks' peer: a bare bot on the same packages, as Microsoft's samples write it. It echoes, or sends PEER_CARD.
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import 'adaptivecards-templating';
import { ActivityTypes, CardFactory, MessageFactory } from 'botbuilder';
import { createServer, plugins } from 'restify';

const card = process.env.PEER_CARD && JSON.parse(process.env.PEER_CARD);
const adapter = new TeamsAdapter({});
const application = new Application({ startTypingTimer: false });
application.activity(ActivityTypes.Message, async (context) => {
  const { text } = context.activity;
  await context.sendActivity(card ? MessageFactory.attachment(CardFactory.adaptiveCard(card)) : `echo: ${text}`);
});
const server = createServer();
server.use(plugins.bodyParser());
server.get('/readyz', async (_request, response) => void response.send(200));
server.post('/api/messages', async (request, response) => {
  await adapter.process(
    { body: request.body, headers: request.headers, method: 'POST' },
    response,
    async (context) => void (await application.run(context)),
  );
});
process.once('SIGTERM', () => process.exit());
server.listen(Number(process.env.PORT), '127.0.0.1');
