import { Duplex } from 'node:stream';
import type { OpenSocket } from './open-socket.ts';

/** A connection by HTTP/2 that is opened before it is asked for: Node's HTTP/2 takes its socket at once, and a proxy takes time. */
export class SocketAhead {
  readonly #open: OpenSocket;
  #opening: Promise<void> | null = null;
  #socket: Duplex | null = null;

  constructor(open: OpenSocket) {
    this.#open = open;
  }

  /** Opens one where none waits. Throws as {@link OpenSocket} does. */
  prepare(url: URL): Promise<void> {
    if (this.#socket !== null && !this.#socket.destroyed) return Promise.resolve();
    this.#opening ??= this.#open(url, 'h2')
      .then((socket) => {
        // An end before it is taken is found by whoever takes it.
        socket.on('error', () => {});
        this.#socket = socket;
      })
      .finally(() => {
        this.#opening = null;
      });
    return this.#opening;
  }

  /** The one that was opened; one that has failed already where none was. */
  take(): Duplex {
    const socket = this.#socket;
    this.#socket = null;
    return socket ?? new Duplex({ read() {} }).destroy(new Error('expected a connection that was opened'));
  }
}
