import { AuthError, type INetworkModule, type NetworkRequestOptions } from '@azure/msal-node';
import { z } from 'zod';
import { fetchJson, reasonOf } from './fetch-json.ts';

/** `refresh_in` is left out: with it MSAL fails where an early refresh fails, although the token still holds. */
const granted = z.object({
  token_type: z.string(),
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});
const refused = z.object({
  error: z.string().min(1),
  error_description: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
});

/** MSAL's way to the network, with an end in time (`limit`, in ms), which its own client does not have. */
export const msalNetwork = (limit: number): INetworkModule => ({
  sendGetRequestAsync: () => Promise.reject(new AuthError('no_answer', 'there is nothing to discover')),
  async sendPostRequestAsync<T>(url: string, options: NetworkRequestOptions = {}) {
    const { status, headers, body } = await post(url, options, AbortSignal.timeout(limit));
    // The interface leaves the type to its one caller, MSAL's token client, which wants what the two schemas describe.
    return { status, headers, body: body as T };
  },
});

async function post(url: string, { headers = {}, body = '' }: NetworkRequestOptions, signal: AbortSignal) {
  try {
    const answer = await fetchJson(url, { method: 'POST', headers, body, signal });
    const { status } = answer;
    const retryAfter = answer.headers.get('retry-after');
    const read = (status === 200 ? granted : refused).safeParse(answer.body);
    // MSAL honours Retry-After; where there is none it would stay away for 60 s, and a short outage would be a long one.
    const passing = retryAfter === null && (status >= 500 || status === 429);
    if (passing || !read.success) throw new Error(`the authority answered ${status}`);
    return { status, headers: retryAfter === null ? {} : { 'Retry-After': retryAfter }, body: read.data };
  } catch (error) {
    throw new AuthError('no_answer', reasonOf(error)); // MSAL hides the reason of any other class
  }
}
