/** The variables that say where a server listens. */
interface Variables {
  readonly host: string;
  readonly port: string;
}

/** The name or the address is not this machine's. Source: listen(2), getaddrinfo(3). */
const NOT_OURS = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'];

/** A server cannot listen where its variables say; the message names the one that is to blame. */
export class CannotListen extends Error {
  /** Another program has the port now: the value may be right all the same. */
  readonly isTaken: boolean;
  constructor(cause: unknown, { host, port }: Variables) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why = cause instanceof Error ? cause.message.replace(/^listen \w+: /, '') : String(cause);
    super(`${NOT_OURS.includes(code) ? host : port}: ${why}`, { cause });
    this.isTaken = code === 'EADDRINUSE';
  }
}
