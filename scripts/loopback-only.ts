/**
 * Preloaded into the Agents Playground. It listens on every interface and has no option for it, and whoever reaches it
 * acts as its user: here it listens on this machine only.
 */
import { Server } from 'node:net';

const listen = Server.prototype.listen;

function listenOnLoopback(this: Server, ...args: unknown[]): Server {
  const [port, ...rest] = args;
  const local = typeof port === 'number' ? [port, '127.0.0.1', ...rest] : args;
  return Reflect.apply(listen, this, local);
}

Server.prototype.listen = listenOnLoopback;
