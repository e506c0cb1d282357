import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TenantId } from '../core/ids.ts';
import type { StateOf } from '../core/links/decide.ts';
import { readStates, type States, writeStates } from '../core/links/session-counts.ts';

/** What a browser is pinned to: the states at the moment when it began. */
export interface Session {
  /** In UTC seconds. */
  readonly begin: number;
  readonly states: States;
  /** The pinned state, or the present one of a migration that came later. */
  readonly stateOf: StateOf;
}

interface SessionOptions {
  /** The first signs, all verify. */
  readonly secrets: readonly string[];
  /** Signed with the states: another tenant's cookie is none of ours. */
  readonly tenant: TenantId;
  readonly hours: number;
  /** People reach this server by https. */
  readonly secure: boolean;
  readonly presentStateOf: StateOf;
}

/** How far ahead another replica's clock may be, in seconds. */
const FUTURE_MAX = 300;
/** Browsers keep no longer one: RFC 6265, section 6.1. */
const VALUE_MAX = 4_096;
/** Cookies whose signature is known to be right: a few megabytes at most, and a session a second for hours. */
const VERIFIED_MAX = 10_000;

/** `<begin in base 36>.<ids that are on>.<ids that are off>.<signature>`, ids joined by `_`. */
const VALUE = /^([0-9a-z]{1,8})\.([0-9a-z_-]*)\.([0-9a-z_-]*)\.([A-Za-z0-9_-]{43})$/;

/** The signed cookie that pins a browser. */
export class SessionCookies {
  readonly name: string;
  readonly #options: SessionOptions;
  readonly #start: string;
  readonly #attributes: string;
  readonly #verified = new Map<string, Session>();
  #newest: { begin: number; states: States; header: string } | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.name = options.secure ? '__Host-signpost' : 'signpost';
    this.#start = `${this.name}=`;
    this.#attributes = `; Path=/; HttpOnly; SameSite=Lax${options.secure ? '; Secure' : ''}`;
  }

  /** The session in a Cookie header that is valid at `now`, in UTC milliseconds. */
  find(header: string | undefined, now: number): Session | undefined {
    if (header === undefined) return undefined;
    const start = this.#start;
    if (header.startsWith(start) && !header.includes(';')) return this.#read(header.slice(start.length), now);
    for (const cookie of header.split(';')) {
      const trimmed = cookie.trimStart();
      const session = trimmed.startsWith(start) ? this.#read(trimmed.slice(start.length), now) : undefined;
      if (session) return session;
    }
    return undefined;
  }

  /** The Set-Cookie header of a session that begins now: the same for all that begin in one second with these states. */
  begin(states: States, now: number): string {
    const begin = Math.floor(now / 1000);
    const newest = this.#newest;
    if (newest?.begin === begin && newest.states === states) return newest.header;
    const value = this.#sign(`${begin.toString(36)}.${writeStates(states)}`);
    const header = `${this.name}=${value}${this.#attributes}`;
    this.#newest = { begin, states, header };
    return header;
  }

  /** The Set-Cookie header that ends a session. */
  get end(): string {
    return `${this.name}=; Max-Age=0${this.#attributes}`;
  }

  /** When a session ends at the latest, in UTC seconds. */
  endOf({ begin }: Session): number {
    return begin + this.#options.hours * 3_600;
  }

  #read(value: string, now: number): Session | undefined {
    const session = this.#verified.get(value) ?? this.#verify(value);
    if (!session) return undefined;
    const seconds = now / 1000;
    return session.begin <= seconds + FUTURE_MAX && seconds < this.endOf(session) ? session : undefined;
  }

  #verify(value: string): Session | undefined {
    const parts = value.length <= VALUE_MAX ? VALUE.exec(value) : null;
    if (!parts) return undefined;
    const [, begin = '', on = '', off = '', signature = ''] = parts;
    const payload = `${begin}.${on}.${off}`;
    if (!this.#options.secrets.some((secret) => sameText(this.#signature(secret, payload), signature)))
      return undefined;
    const states = readStates(`${on}.${off}`);
    const { presentStateOf } = this.#options;
    const session: Session = {
      begin: Number.parseInt(begin, 36),
      states,
      stateOf: (migration) => states.get(migration) ?? presentStateOf(migration),
    };
    this.#remember(value, session);
    return session;
  }

  #remember(value: string, session: Session): void {
    this.#verified.set(value, session);
    const [oldest] = this.#verified.keys();
    if (oldest !== undefined && this.#verified.size > VERIFIED_MAX) this.#verified.delete(oldest);
  }

  #sign(payload: string): string {
    const [secret = ''] = this.#options.secrets;
    return `${payload}.${this.#signature(secret, payload)}`;
  }

  #signature(secret: string, payload: string): string {
    const text = `signpost session 1\n${this.#options.tenant}\n${payload}`;
    return createHmac('sha256', secret).update(text).digest('base64url');
  }
}

/** In a time that tells nothing of where they differ. As texts: the last digit of base64url has bits that mean nothing. */
function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
