import { EventEmitter, once } from 'node:events';
import { type Json, type Person, withoutThread } from './activity.ts';
import { type Asked, json, type Reply, type Served, serve } from './serve.ts';

/** One activity that the bot sent and the connector took. */
export interface Sent {
  readonly method: 'POST' | 'PUT';
  /** The conversation as the bot named it, with the thread. */
  readonly conversation: string;
  /** Id of the activity answered (POST) or replaced (PUT), where one was named. */
  readonly target: string | undefined;
  readonly activity: Json;
  /** The id that the connector gave it. */
  readonly id: string;
  readonly authorization: string | undefined;
}

/** One failure to come. `stored`: the connector takes the activity, and its answer is lost. */
export type Fault = { readonly reply: Reply; readonly stored?: boolean };

/** The Bot connector over HTTP: takes what the bot sends, and fails as planned. */
export interface Connector extends Served {
  readonly serviceUrl: string;
  /** What was taken, in order, of this conversation (the thread aside), or of all. */
  sent(conversation?: string): readonly Sent[];
  /** How often the bot tried to send to this conversation, taken or not. */
  attempts(conversation: string): number;
  /** Waits until this conversation has had so many activities. @throws Error after `ms` */
  until(conversation: string, count: number, ms?: number): Promise<readonly Sent[]>;
  /** The next sends to this conversation fail so, one fault each; then all is well again. */
  plan(conversation: string, ...faults: readonly Fault[]): void;
  /** Whether a bearer token may send; all may until set. */
  admits: (bearer: string | undefined) => boolean;
  /** Who TeamsInfo knows. */
  readonly members: Map<string, Person>;
}

const error = (status: number, code: string): Reply => json(status, { error: { code, message: code } });

export async function startConnector(): Promise<Connector> {
  const taken: Sent[] = [];
  const tried: string[] = [];
  const plans = new Map<string, Fault[]>();
  const members = new Map<string, Person>();
  const news = new EventEmitter();
  let serial = 0;

  function take(asked: Asked, method: Sent['method'], conversation: string, target?: string, created = false): Reply {
    const key = withoutThread(conversation);
    tried.push(key);
    const fault = plans.get(key)?.shift();
    const id = `${Date.now()}${String(++serial).padStart(4, '0')}`;
    if (!fault || fault.stored) {
      // A bot sends activities, which are JSON objects; a test that reads one finds out if not.
      const activity = JSON.parse(asked.body) as Json;
      taken.push({ method, conversation, target, activity, id, authorization: asked.headers.authorization });
      news.emit('taken');
    }
    if (fault) return fault.reply;
    return created
      ? json(201, { id: conversation, activityId: id, serviceUrl: connector.serviceUrl })
      : json(200, { id });
  }

  function answer(asked: Asked): Reply {
    const bearer = /^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1];
    if (!connector.admits(bearer)) return error(401, 'Unauthorized');
    const [, version, collection, conversation, part, target] = asked.url.pathname
      .slice('/teams'.length)
      .split('/')
      .map(decodeURIComponent);
    if (version !== 'v3' || collection !== 'conversations') return error(404, 'NotFound');
    if (conversation === undefined) return create(asked);
    if (part === 'activities' && (asked.method === 'POST' || asked.method === 'PUT')) {
      return take(asked, asked.method, conversation, target);
    }
    if (part === 'activities' && asked.method === 'DELETE') return json(200, {});
    if (part === 'pagedmembers') return json(200, { members: [...members.values()].map(account) });
    const member = part === 'members' && target !== undefined ? members.get(target) : undefined;
    return member ? json(200, account(member)) : error(404, 'MemberNotFoundInConversation');
  }

  /** A new post in a channel, or a chat with one person. */
  function create(asked: Asked): Reply {
    const { channelData, members: chosen, activity } = JSON.parse(asked.body);
    const id = channelData?.channel?.id ?? `a:1${chosen?.[0]?.id}`;
    if (activity) return take({ ...asked, body: JSON.stringify(activity) }, 'POST', id, undefined, true);
    return json(201, { id, serviceUrl: connector.serviceUrl });
  }

  const served = await serve(answer);
  const connector: Connector = {
    ...served,
    serviceUrl: `${served.origin}/teams/`,
    members,
    admits: () => true,
    sent: (of) =>
      of === undefined ? taken : taken.filter((sent) => withoutThread(sent.conversation) === withoutThread(of)),
    attempts: (of) => tried.filter((key) => key === withoutThread(of)).length,
    plan: (of, ...faults) => void plans.set(withoutThread(of), [...faults]),
    async until(of, count, ms = 5_000) {
      const signal = AbortSignal.timeout(ms);
      while (connector.sent(of).length < count) {
        await once(news, 'taken', { signal }).catch(() => {
          throw new Error(`${connector.sent(of).length} of ${count} activities came within ${ms} ms`);
        });
      }
      return connector.sent(of);
    },
  };
  return connector;
}

/** A person as the connector lists them. */
const account = ({ userId, objectId, name, tenant }: Person): Json => ({
  id: userId,
  aadObjectId: objectId,
  objectId,
  name,
  tenantId: tenant,
  userRole: 'user',
});
