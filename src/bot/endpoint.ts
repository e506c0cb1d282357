import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { Activity, InvokeResponse } from 'botbuilder';
import type { TenantId } from '../core/ids.ts';
import type { VerifiedActivity } from './activity-schema.ts';
import type { SignpostAdapter } from './adapter.ts';
import { type GateConfig, gate, type Refusal } from './gate.ts';
import { refuse } from './refuse.ts';

interface EndpointParts {
  readonly gate: GateConfig;
  readonly adapter: SignpostAdapter;
  readonly application: Application;
  readonly onRefusal: (refusal: Refusal) => void;
}

/** POST /api/messages: the gate, then one turn. */
export function messagesEndpoint({ gate: config, adapter, application, onRefusal }: EndpointParts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const verdict = await gate(config, request);
    if (!verdict.pass) {
      onRefusal(verdict);
      refuse(request, response, verdict);
      return;
    }
    const activity = activityOf(verdict.activity, verdict.tenant);
    const answer = await adapter.turn(activity, async (context) => {
      await application.run(context);
    });
    answerTurn(response, answer);
  };
}

/** The SDK's type for what the gate has read by schema, with its times as dates and its tenant where the bot looks for it. */
const activityOf = (verified: VerifiedActivity, tenant: TenantId): Activity =>
  ({
    ...verified,
    conversation: { ...verified.conversation, tenantId: tenant },
    deliveryMode: 'normal',
  }) as unknown as Activity; // the schema names the fields that are used; the SDK's type demands many that Teams does not send

function answerTurn(response: ServerResponse, answer: InvokeResponse | undefined): void {
  if (answer?.body === undefined) {
    response.writeHead(answer?.status ?? 200, { 'content-length': 0, 'cache-control': 'no-store' });
    response.end();
    return;
  }
  const body = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
