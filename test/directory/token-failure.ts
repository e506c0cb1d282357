import { TokenUnavailable } from '../../src/directory/app-token.ts';

/** How an acquisition failed. */
export async function failureOf(work: Promise<unknown>): Promise<TokenUnavailable> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TokenUnavailable)) throw new Error('not refused with TokenUnavailable', { cause: error });
  return error;
}
