import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { isRecord } from '../../electron/core/json.ts';

type Message = Readonly<Record<string, unknown>>;

/** One end of a station's socket, written and read by a test. */
export interface RawLine {
  readonly said: readonly Message[];
  readonly write: (bytes: string | Uint8Array) => void;
  /** Writes a value as a line. */
  readonly send: (value: unknown) => void;
  /** Settles with the first message, past or to come, that is looked for; throws where the line ends before. */
  readonly until: (wanted: (message: Message) => boolean) => Promise<Message>;
  /** Sends a call under a fresh number and settles with what is answered. */
  readonly call: (verb: string, input?: object) => Promise<unknown>;
  /** Settles when the other side, or this one, has ended the line. */
  readonly ended: Promise<void>;
  readonly end: () => void;
  readonly socket: Socket;
}

/** Speaks over a socket in lines of JSON, and in anything else that a test writes. */
export function rawLine(socket: Socket): RawLine {
  const said: Message[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  let rest = '';
  let over = false;
  let last = 0;
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const value: unknown = JSON.parse(line);
      if (isRecord(value)) said.push(value);
    }
    wake();
  });
  const ended = new Promise<void>((resolve) => {
    socket.once('close', () => {
      over = true;
      wake();
      resolve();
    });
  });
  const until: RawLine['until'] = (wanted) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = said.find(wanted);
        if (!found && !over) return;
        waiting.delete(look);
        if (found) resolve(found);
        else reject(new Error('the line has ended'));
      };
      waiting.add(look);
      look();
    });
  const write: RawLine['write'] = (bytes) => {
    if (socket.writable) socket.write(bytes);
  };
  const send: RawLine['send'] = (value) => write(`${JSON.stringify(value)}\n`);
  return {
    said,
    write,
    send,
    until,
    async call(verb, input = {}) {
      const id = ++last;
      send({ id, verb, input });
      return (await until((message) => message['id'] === id))['answer'];
    },
    ended,
    end: () => void socket.destroy(),
    socket,
  };
}

/** Connects to the socket of a station, as any program of the same user could. */
export async function connectRaw(file: string): Promise<RawLine> {
  const socket = connect(file);
  onTestFinished(() => void socket.destroy());
  const line = rawLine(socket);
  await line.until((message) => 'sallyport' in message);
  return line;
}
