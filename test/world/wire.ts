import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The way to a server on loopback: it can be cut, fall silent, and be mended. */
export class Wire {
  static async to(target: number): Promise<Wire> {
    const wire = new Wire(target);
    await wire.mend();
    return wire;
  }

  readonly #target: number;
  #port = 0;
  #server: Server | undefined;
  #sockets = new Set<Socket>();
  #silent = false;
  private constructor(target: number) {
    this.#target = target;
  }

  get port(): number {
    return this.#port;
  }

  /** Connections break, and new ones are refused. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  /** Everything sent is lost, and nobody is told: connections stay open, and new ones are taken. */
  silence(): void {
    this.#silent = true;
  }

  /** New connections get through again; those that were open while it was silent stay lost. */
  async mend(): Promise<void> {
    this.#silent = false;
    if (this.#server) return;
    this.#server = createServer((socket) => this.#join(socket));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  #join(near: Socket): void {
    const far = connect(this.#target, '127.0.0.1');
    let lost = false;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (data) => {
        lost ||= this.#silent;
        if (!lost) to.write(data);
      });
      from.on('error', () => {});
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
