import type { Socket } from 'node:net';
import { fromLineValue, toLineValue } from '../../contract/line-values.ts';

/** The longest line that is read: 4 MiB. A transcript or a long list is far below it. */
export const MOST_LINE_BYTES = 4 * 1024 * 1024;

/** What may wait to be read by the other side: 16 MiB. One that leaves more unread reads nothing any more. */
const MOST_UNREAD_BYTES = 16 * 1024 * 1024;

/** Lines of JSON over a local socket. */
export interface LineSocket {
  send(message: unknown): void;
  close(): void;
}

/**
 * Reads lines of JSON from a socket, each one with the forms of {@link fromLineValue} undone. A line that is not JSON or
 * too long ends the connection: the other side is no Sallyport. So does one that lets too much wait to be read.
 */
export function overLines(
  socket: Socket,
  { onMessage, onEnd }: { readonly onMessage: (message: unknown) => void; readonly onEnd: () => void },
): LineSocket {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MOST_LINE_BYTES) socket.destroy();
    for (const line of lines) {
      if (socket.destroyed) return;
      const message = parse(line);
      if (message === undefined) socket.destroy();
      else onMessage(message);
    }
  });
  socket.on('error', () => socket.destroy());
  socket.once('close', onEnd);
  return {
    send: (message) => {
      if (socket.writableLength > MOST_UNREAD_BYTES) socket.destroy();
      if (socket.writable) socket.write(`${JSON.stringify(toLineValue(message))}\n`);
    },
    close: () => void socket.destroy(),
  };
}

function parse(line: string): unknown {
  try {
    return fromLineValue(JSON.parse(line));
  } catch {
    return undefined;
  }
}
