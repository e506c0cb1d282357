import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { extensionQuery, groupChat, invoke, type Json } from '../world/activity.ts';
import { openWorld, type Resident, type Signpost, startSignpost, stopSignpost, type World } from '../world/signpost.ts';
import { say, seen } from '../world/talk.ts';

const PUBLIC = 'https://signpost.example';
let world: World;
let signpost: Signpost;
let user: Resident;
beforeAll(async () => {
  world = await openWorld();
  user = world.person('Paul Plainer', []);
  signpost = await startSignpost(world, world.newDataDir(), { PUBLIC_URL: PUBLIC });
});
afterAll(async () => {
  await stopSignpost(signpost);
  await world.close();
});

const List = z.object({
  composeExtension: z.object({
    type: z.literal('result'),
    attachmentLayout: z.literal('list'),
    attachments: z.array(
      z.object({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: z.object({ type: z.literal('AdaptiveCard') }).passthrough(),
        preview: z.object({
          contentType: z.literal('application/vnd.microsoft.card.thumbnail'),
          content: z.object({ title: z.string(), text: z.string() }),
        }),
      }),
    ),
  }),
});
const Sentence = z.object({ composeExtension: z.object({ type: z.literal('message'), text: z.string() }) });
const Dialog = z.object({
  task: z.object({
    type: z.literal('continue'),
    value: z.object({
      title: z.string(),
      card: z.object({ contentType: z.string(), content: z.object({ type: z.literal('AdaptiveCard') }).passthrough() }),
    }),
  }),
});
const Failure = z.object({
  type: z.literal('application/vnd.microsoft.error'),
  value: z.object({ code: z.string(), message: z.string() }),
});

/** An invoke's body; each is answered 200. */
async function call(name: string, value: Json): Promise<unknown> {
  const { status, body } = await signpost.post(invoke(world.bot, user, user.chat, name, value));
  expect(status).toBe(200);
  return body;
}
const pagesIn = (body: unknown) => List.parse(body).composeExtension.attachments;
const titlesIn = (body: unknown) => pagesIn(body).map(({ preview }) => preview.content.title);

describe('the search in the compose box', () => {
  const search = async (parameters: Json) => {
    const activity = extensionQuery(world.bot, user, groupChat(world.tenant), 'where', parameters);
    const { status, body } = await signpost.post(activity);
    expect(status).toBe(200);
    return body;
  };

  it('lists pages with portal and clicks, and the card of each to put into the message', async () => {
    const [page] = pagesIn(await search({ question: 'threat explorer' }));
    expect(page?.preview.content).toEqual({
      title: 'Explorer',
      text: 'Microsoft Defender: Email & collaboration > Explorer',
    });
    expect(JSON.stringify(page?.content)).toContain('https://security.microsoft.com/threatexplorer');
    // where it lands, Signpost may not be installed
    expect(seen(page?.content).buttons()).toEqual([]);
  });

  it('lists each page that may be meant', async () => {
    expect(titlesIn(await search({ question: 'dashboard' })).length).toBeGreaterThan(2);
  });

  it('begins with five pages that are often asked for', async () => {
    const first = await search({ initialRun: 'true' });
    expect(titlesIn(first)).toHaveLength(5);
    expect(await search({ question: ' ' })).toEqual(first);
  });

  it('says so where no page fits', async () => {
    expect(Sentence.parse(await search({ question: 'the flux capacitor' })).composeExtension.text).toMatch(
      /No page fits/,
    );
  });

  it('keeps nothing of what somebody types there', async () => {
    await search({ question: 'the flux compensator' });
    const reader = world.person('Rita Readerova', [
      { displayName: 'Global Reader', roleTemplateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' },
    ]);
    expect((await say(world, signpost, reader, reader.chat, '/where misses')).text).not.toContain('flux');
  });

  it('has one page of results', async () => {
    const value = {
      commandId: 'where',
      parameters: [{ name: 'question', value: 'dashboard' }],
      queryOptions: { skip: 25 },
    };
    expect(pagesIn(await call('composeExtension/query', value))).toEqual([]);
  });

  it.each([
    ['an unknown command', { commandId: 'nonsense', parameters: [] }],
    ['no command', {}],
    ['a question that is none', { commandId: 'where', parameters: [{ name: 'question', value: { a: 1 } }] }],
    ['parameters that are none', { commandId: 'where', parameters: 'x' }],
  ])('answers %s with an error body', async (_what, value) => {
    expect(Failure.parse(await call('composeExtension/query', value)).value.code).toBe('BadRequest');
  });
});

describe('the command on a message', () => {
  const about = (content: string, more: Json = {}): Json => ({
    commandId: 'where.message',
    commandContext: 'message',
    messagePayload: { id: '1', body: { contentType: 'html', content } },
    ...more,
  });
  const open = async (content: string) =>
    seen(Dialog.parse(await call('composeExtension/fetchTask', about(content))).task.value.card.content);
  const LINK = '<p>my <a href="https://protection.office.com/threatexplorer">bookmark</a> is dead</p>';

  it('answers for the words of that message, and for a link in it', async () => {
    expect((await open('<p>where did <b>threat explorer</b> go?</p>')).text).toContain('Microsoft Defender');
    expect((await open(LINK)).text).toContain('Explorer');
  });

  it('puts the page that is chosen there into a reply', async () => {
    const card = await open('<p>dashboard</p>');
    const chosen = JSON.stringify(card.card).match(/"data":\{"capability":"([^"]+)"\}/)?.[1];
    const body = await call(
      'composeExtension/submitAction',
      about('<p>dashboard</p>', { data: { capability: chosen } }),
    );
    expect(pagesIn(body)).toHaveLength(1);
    expect(card.text).toContain(titlesIn(body)[0]);
  });

  it('puts the answer into a reply at once where no dialog was asked for', async () => {
    expect(titlesIn(await call('composeExtension/submitAction', about(LINK)))).toEqual(['Explorer']);
    Sentence.parse(await call('composeExtension/submitAction', about('<p>the flux capacitor</p>')));
  });

  it('says what to try where no page fits, and that a message without words has none', async () => {
    expect((await open('<p>the flux capacitor</p>')).text).toMatch(/no answer/);
    const body = await call('composeExtension/fetchTask', about('<img src="x">'));
    expect(body).toMatchObject({ task: { type: 'message', value: expect.stringMatching(/no words/) } });
  });

  it.each(['composeExtension/fetchTask', 'composeExtension/submitAction'])(
    'answers an unknown command of %s with an error body',
    async (name) => {
      for (const value of [{ commandId: 'nonsense' }, {}, { commandId: 'where.message', data: 'x' }]) {
        Failure.parse(await call(name, value));
      }
    },
  );
});

describe('a pasted link', () => {
  const unfurl = (url: unknown) => call('composeExtension/queryLink', { url });

  it('of Signpost’s own shows the page that it leads to', async () => {
    for (const link of [
      `${PUBLIC}/?q=threat%20explorer`,
      `${PUBLIC}/go/https://protection.office.com/threatexplorer`,
    ]) {
      expect(titlesIn(await unfurl(link))).toEqual(['Explorer']);
    }
  });

  it('of anybody else stays as it is, and so does one that leads to no page', async () => {
    for (const link of ['https://protection.office.com/threatexplorer', `${PUBLIC}/?q=zzyzx`, 'nonsense', 7]) {
      expect(titlesIn(await unfurl(link))).toEqual([]);
    }
  });
});

describe('an invoke that nobody knows', () => {
  it('gets 501', async () => {
    const { status } = await signpost.post(invoke(world.bot, user, user.chat, 'composeExtension/nonsense', {}));
    expect(status).toBe(501);
  });
});
