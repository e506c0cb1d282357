/** Longest answer read: a page of 999 memberships is about 250 KB. In bytes. */
const BODY_MAX = 1_048_576;

export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON says, to be read by a schema; undefined where the answer is too long or no JSON. */
  readonly body: unknown;
}

/**
 * One request to a service that answers in JSON. A redirect is an answer like any other, and never followed.
 * Uses fetch, so that NODE_EXTRA_CA_CERTS counts. Rejects where no whole answer comes before `signal` aborts.
 */
export async function fetchJson(
  url: string | URL,
  init: {
    readonly method?: 'GET' | 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal: AbortSignal;
  },
): Promise<JsonAnswer> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const { status, headers } = response;
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
    await response.body?.cancel();
    return { status, headers, body: undefined };
  }
  const text = await readText(response);
  return { status, headers, body: text === undefined ? undefined : parseJson(text) };
}

async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > BODY_MAX) return undefined; // leaving the loop cancels the rest
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why fetch failed, with the cause that it hides, as `fetch failed: connect ECONNREFUSED 127.0.0.1:443`. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};
