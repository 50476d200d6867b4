import { Duplex } from 'node:stream';
import type { OpenSocket } from './open-socket.ts';

/** A connection by HTTP/2 that is opened before it is asked for: Node's HTTP/2 takes its socket at once, and a proxy takes time. */
export class SocketAhead {
  readonly #open: OpenSocket;
  #opening: Promise<void> | null = null;
  #socket: Duplex | null = null;
  #misses = 0;

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

  /** How often one was taken that was not there. */
  get misses(): number {
    return this.#misses;
  }

  /**
   * The one that was opened; one that has ended already where none was, or where it has failed. It ends without an error: HTTP/2
   * would throw that where nobody catches it, since its session has no listener in this moment.
   */
  take(): Duplex {
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null && !socket.destroyed) return socket;
    this.#misses += 1;
    return new Duplex({ read() {} }).destroy();
  }
}
