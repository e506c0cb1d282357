import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import { answerQuestion } from '../core/answers/answer-question.ts';
import { oftenAsked } from '../core/answers/often-asked.ts';
import { type ReplyPorts, replyTo } from '../core/answers/reply.ts';
import { readLimit, toWhereJson } from '../core/answers/where-json.ts';
import type { StateOf } from '../core/links/decide.ts';
import { explainLink, explanationRecord, type LinkRules } from '../core/links/explain-link.ts';
import { MinuteLimit } from '../core/minute-limit.ts';
import type { Clock } from '../core/ports.ts';
import { wordsForRequest } from '../pages/accept-language.ts';
import { sendPage } from '../pages/send-page.ts';
import { clientAddress, networkOf } from './client-address.ts';
import { openSearchDescription } from './open-search.ts';
import { replyPage, startPage, tooOftenPage } from './search-page.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface WebOptions extends ReplyPorts {
  readonly linkRules: LinkRules;
  /** The present states of those settings that old links follow. */
  readonly stateOf: StateOf;
  /** Told of each question without answer. */
  readonly onMiss: (question: string) => void;
  readonly publicUrl: string;
  readonly requestsPerMinute: number;
  readonly trustedProxies: BlockList;
  readonly clock: Clock;
}

/** The web's routes, within one limit. */
export interface WebRoutes {
  readonly searchPage: Handler;
  readonly whereApi: Handler;
  readonly explainApi: Handler;
  readonly openSearch: Handler;
}

export function webRoutes(options: WebOptions): WebRoutes {
  const { stateOf, publicUrl, trustedProxies } = options;
  const limit = new MinuteLimit(options.requestsPerMinute, options.clock);
  const secondsToWait = (request: IncomingMessage): number => {
    const allowance = limit.take(networkOf(clientAddress(request, trustedProxies)));
    return allowance.kind === 'go' ? 0 : Math.ceil((allowance.until - options.clock()) / 1_000);
  };
  const begin = oftenAsked(options.catalog);

  const limited =
    (handle: Handler): Handler =>
    (request, response) => {
      const seconds = secondsToWait(request);
      if (seconds === 0) return handle(request, response);
      send(request, response, 429, JSON_TYPE, '{"error":"too many requests"}', retryAfter(seconds));
    };

  return {
    searchPage: (request, response) => {
      const words = wordsForRequest(request);
      const { question } = readQuery(request);
      const seconds = secondsToWait(request);
      if (seconds > 0) {
        return sendPage(request, response, 429, tooOftenPage(words, seconds, question), retryAfter(seconds));
      }
      const reply = replyTo(options, stateOf, question);
      if (reply.kind === 'miss') options.onMiss(question);
      const page = reply.kind === 'blank' ? startPage(words, begin) : replyPage(words, question, reply);
      sendPage(request, response, 200, page);
    },
    whereApi: limited((request, response) => {
      const { question, limit } = readQuery(request);
      const answered = answerQuestion({ ...options, stateOf }, question);
      if (answered.kind === 'miss') options.onMiss(question);
      send(request, response, 200, JSON_TYPE, JSON.stringify(toWhereJson(answered, readLimit(limit))));
    }),
    explainApi: limited((request, response) => {
      const url = queryOf(request).get('url') ?? '';
      if (url === '') return send(request, response, 400, JSON_TYPE, '{"error":"the parameter url is missing"}');
      const explanation = explainLink(options.linkRules, stateOf, url);
      const { decidedBy } = explanation;
      const record = explanationRecord(explanation, decidedBy && { state: stateOf(decidedBy) });
      send(request, response, 200, JSON_TYPE, JSON.stringify(record));
    }),
    openSearch: limited((request, response) => {
      const words = wordsForRequest(request);
      const description = openSearchDescription(words, publicUrl);
      send(request, response, 200, 'application/opensearchdescription+xml; charset=utf-8', description, {
        vary: 'Accept-Language',
      });
    }),
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';
const retryAfter = (seconds: number) => ({ 'retry-after': String(seconds) });

/** The first `q` and `limit` of a request; empty where there is none. */
function readQuery(request: IncomingMessage): { readonly question: string; readonly limit: string } {
  const parameters = queryOf(request);
  return { question: parameters.get('q') ?? '', limit: parameters.get('limit') ?? '' };
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  const query = url.indexOf('?');
  return new URLSearchParams(query < 0 ? '' : url.slice(query));
}

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...more,
  });
  response.end(method === 'HEAD' ? undefined : body);
}
