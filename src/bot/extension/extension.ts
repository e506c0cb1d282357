import type { InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import { dialogCard } from '../../cards/dialog.ts';
import { oftenAsked } from '../../core/answers/often-asked.ts';
import { pageOf, type Reply, replyTo } from '../../core/answers/reply.ts';
import type { Whereabouts } from '../../core/answers/whereabouts.ts';
import { capabilityId } from '../../core/ids.ts';
import { statesOf } from '../actions/where.ts';
import { errorResponse } from '../invoke-response.ts';
import type { Turn } from '../turn.ts';
import { dialogBody, dialogSentenceBody, pagesBody, sentenceBody } from './bodies.ts';
import { messageContent } from './message-content.ts';
import { questionOfLink } from './own-link.ts';

/** Answers one kind of invoke, whose `value` it reads. */
export type ExtensionAnswer = (turn: Turn, value: unknown) => Promise<InvokeResponse>;

/** What people ask while they type, or by somebody else's message, is kept nowhere: half of it is no question. */
async function reply({ ports, actor }: Turn, question: string): Promise<Reply> {
  return replyTo(ports.where, await statesOf(ports.where, actor.tenant), question);
}

const pagesOf = (reply: Reply): readonly Whereabouts[] =>
  reply.kind === 'page' ? [reply.page, ...reply.more] : reply.kind === 'choices' ? reply.choices : [];

/** What Teams sends with the search command. Source: "Respond to search command", Teams documentation. */
const searchSchema = z.object({
  commandId: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).nullish(),
  queryOptions: z.object({ skip: z.number().int().nonnegative().nullish() }).nullish(),
});

const search: ExtensionAnswer = async (turn, value) => {
  const { words } = turn.reader;
  const read = searchSchema.safeParse(value);
  if (!read.success) return errorResponse(400, 'BadRequest', words.where.badQuestion);
  const { commandId, parameters, queryOptions } = read.data;
  if (commandId !== 'where') return unknownCommand(turn);
  const question = parameters?.find(({ name }) => name === 'question')?.value ?? '';
  if (typeof question !== 'string') return errorResponse(400, 'BadRequest', words.where.badQuestion);
  // All there is stands on the first page.
  if ((queryOptions?.skip ?? 0) > 0) return pagesBody(turn.reader, []);
  const answer = await reply(turn, question);
  if (answer.kind === 'blank') return pagesBody(turn.reader, await pagesToBegin(turn));
  const pages = pagesOf(answer);
  return pages.length > 0 ? pagesBody(turn.reader, pages) : sentenceBody(words.where.noneFits);
};

async function pagesToBegin({ ports: { where }, actor }: Turn): Promise<readonly Whereabouts[]> {
  const states = await statesOf(where, actor.tenant);
  return oftenAsked(where.catalog).map((capability) => pageOf(where, states, capability));
}

/** What Teams sends with the message command: the message, and what was chosen in the dialog. */
const messageSchema = z.object({
  commandId: z.string(),
  data: z.object({ capability: z.string().optional() }).passthrough().nullish(),
  messagePayload: z
    .object({ body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish() })
    .nullish(),
});

/** The message's words; undefined where this is no call of the message command. */
function readMessage(value: unknown): { readonly question: string; readonly chosen: string | undefined } | undefined {
  const read = messageSchema.safeParse(value);
  if (!read.success || read.data.commandId !== 'where.message') return undefined;
  const { data, messagePayload } = read.data;
  const { content, contentType } = messagePayload?.body ?? {};
  const question = messageContent(content ?? '', contentType === 'text' ? 'text' : 'html');
  return { question, chosen: data?.capability };
}

const openDialog: ExtensionAnswer = async (turn, value) => {
  const message = readMessage(value);
  if (!message) return unknownCommand(turn);
  const answer = await reply(turn, message.question);
  if (answer.kind === 'blank') return dialogSentenceBody(turn.reader.words.where.emptyMessage);
  return dialogBody(turn.reader, dialogCard(turn.reader, answer));
};

/** Puts the page that was chosen, or that the message asks for, into a reply. */
const insert: ExtensionAnswer = async (turn, value) => {
  const message = readMessage(value);
  if (!message) return unknownCommand(turn);
  const { where } = turn.ports;
  const chosen = message.chosen && where.catalog.capabilities.get(capabilityId(message.chosen));
  if (chosen) {
    const states = await statesOf(where, turn.actor.tenant);
    return pagesBody(turn.reader, [pageOf(where, states, chosen)]);
  }
  const pages = pagesOf(await reply(turn, message.question));
  return pages.length > 0 ? pagesBody(turn.reader, pages) : sentenceBody(turn.reader.words.where.noneFits);
};

const linkSchema = z.object({ url: z.string() });

/** A link of this server's shows the page that it leads to; any other link stays as it is. */
const unfurl: ExtensionAnswer = async (turn, value) => {
  const read = linkSchema.safeParse(value);
  const question = read.success ? questionOfLink(read.data.url, turn.ports.where.publicUrl) : undefined;
  const answer = question === undefined ? undefined : await reply(turn, question);
  return pagesBody(turn.reader, answer?.kind === 'page' ? [answer.page] : []);
};

const unknownCommand = ({ reader }: Turn): InvokeResponse =>
  errorResponse(400, 'BadRequest', reader.words.where.unknownCommand);

/** Each invoke of the message extension, and what answers it. */
export const EXTENSION_INVOKES: ReadonlyMap<string, ExtensionAnswer> = new Map([
  ['composeExtension/query', search],
  ['composeExtension/fetchTask', openDialog],
  ['composeExtension/submitAction', insert],
  ['composeExtension/queryLink', unfurl],
]);
