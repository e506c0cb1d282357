import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer as its bytes tell it. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case, as often as they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Where the head ends, and a body in chunks. */
const BLANK_LINE = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

/** One keep-alive connection over which bytes are sent as they are; it is made anew when the server has closed it. */
export class RawConnection {
  readonly #port: number;
  #socket: Socket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** The answer to one request; undefined where the server closed the connection without one. */
  async ask(request: string): Promise<RawAnswer | undefined> {
    const [answer] = await this.askAll(request, 1);
    return answer;
  }

  /** The first `count` answers to whatever is sent, or those that came before the server closed the connection. */
  askAll(bytes: string, count: number): Promise<readonly RawAnswer[]> {
    return new Promise((resolve) => {
      const answers: RawAnswer[] = [];
      let received = '';
      const finish = (): void => {
        socket.off('data', onData).off('close', finish);
        resolve(answers);
      };
      const onData = (data: Buffer): void => {
        received += data.toString('latin1');
        for (let read = readAnswer(received); read && answers.length < count; read = readAnswer(received)) {
          answers.push(read.answer);
          received = received.slice(read.length);
          if (read.answer.headers.some(([name, value]) => name === 'connection' && value === 'close')) {
            this.#socket = undefined;
            finish();
            return;
          }
        }
        if (answers.length >= count) finish();
      };
      const socket = this.#open();
      socket.on('data', onData).once('close', finish);
      socket.write(bytes, 'latin1');
    });
  }

  async close(): Promise<void> {
    if (!this.#socket || this.#socket.closed) return;
    this.#socket.destroy();
    await once(this.#socket, 'close');
  }

  #open(): Socket {
    if (!this.#socket?.writable || this.#socket.readableEnded) {
      this.#socket = connect(this.#port, '127.0.0.1');
      this.#socket.on('error', () => {}); // followed by close
      this.#socket.setMaxListeners(0);
    }
    return this.#socket;
  }
}

function readAnswer(bytes: string): { readonly answer: RawAnswer; readonly length: number } | undefined {
  const end = bytes.indexOf(BLANK_LINE);
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.slice(0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const start = end + BLANK_LINE.length;
  const chunked = headers.some(([name, value]) => name === 'transfer-encoding' && value === 'chunked');
  const lastChunk = chunked ? bytes.indexOf(LAST_CHUNK, start) : -1;
  if (chunked && lastChunk < 0) return undefined;
  const length = chunked
    ? lastChunk + LAST_CHUNK.length
    : start + Number(headers.find(([name]) => name === 'content-length')?.[1] ?? 0);
  if (bytes.length < length) return undefined;
  return { answer: { status: Number(first.split(' ')[1]), headers, body: bytes.slice(start, length) }, length };
}
