import { z } from 'zod';

/** Longest id taken. Teams' own have at most some 300 characters; an id may be kept, so it must have an end. */
const ID_MAX = 1_024;
const SERVICE_URL_MAX = 2_048;

const id = z.string().min(1).max(ID_MAX);
/** The SDK's types know no null in the place of a text, and some clients send one. */
const text = z
  .string()
  .nullish()
  .transform((given) => given ?? undefined);
const object = z.object({}).passthrough();

const party = z
  .object({
    id,
    name: text,
    aadObjectId: z.string().max(ID_MAX).optional(),
    tenantId: z.string().max(ID_MAX).nullish(),
  })
  .passthrough();

/**
 * What the SDK and the bot read of an activity, in its type. Everything else passes through unread.
 * https://github.com/microsoft/Agents/blob/main/specs/activity/protocol-activity.md
 */
const activitySchema = z
  .object({
    type: id,
    id: id.optional(),
    channelId: id,
    serviceUrl: z.string().min(1).max(SERVICE_URL_MAX),
    from: party,
    recipient: party,
    conversation: z.object({ id, tenantId: z.string().max(ID_MAX).nullish() }).passthrough(),
    channelData: z
      .object({
        tenant: z
          .object({ id: z.string().max(ID_MAX) })
          .passthrough()
          .nullish(),
      })
      .passthrough()
      .nullish(),
    replyToId: text,
    name: text,
    action: text,
    text,
    locale: text,
    localTimezone: text,
    entities: z.array(object).nullish(),
    attachments: z.array(object).nullish(),
    membersAdded: z.array(party).nullish(),
    membersRemoved: z.array(party).nullish(),
  })
  .passthrough();

/** An activity that passed the gate. */
export type VerifiedActivity = z.infer<typeof activitySchema>;

/** Deepest nesting taken. A card has some 20 levels; code that walks thousands would run out of stack. */
const DEPTH_MAX = 64;

/** Whether no object is nested too deep, and none carries a `__proto__` that a copy of it would take for its prototype. */
function isHarmless(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0 || Object.hasOwn(value, '__proto__')) return false;
  return Object.values(value).every((inner) => isHarmless(inner, levels - 1));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The activity in a request's body, or null where there is none. */
export function readActivity(body: Uint8Array): VerifiedActivity | null {
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(body));
  } catch {
    return null;
  }
  if (!isHarmless(json, DEPTH_MAX)) return null;
  const read = activitySchema.safeParse(json);
  return read.success ? read.data : null;
}
