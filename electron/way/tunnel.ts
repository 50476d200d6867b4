import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { LineWay } from './line-way.ts';
import { ProxyFault, type ProxyFaultCode } from './proxy-fault.ts';

/** Bytes of a proxy's answer at most. */
const MOST_HEAD = 16 * 1024;
const END_OF_HEAD = '\r\n\r\n';

type Done = (error?: Error | null) => void;

export interface TunnelOptions {
  readonly proxy: NonNullable<LineWay['proxy']>;
  /** Host and port that the proxy is asked for, as a URL has them. It looks the name up: this computer does not. */
  readonly target: string;
  /** Milliseconds for the proxy to make the way. */
  readonly limitMs: number;
}

/**
 * A connection through an HTTP proxy by CONNECT (RFC 9110, 9.3.6). What is written waits until the proxy has made the way. It is
 * destroyed with a {@link ProxyFault} where the proxy does not: nothing was sent on then. A redirect is not followed.
 */
export class Tunnel extends Duplex {
  readonly #options: TunnelOptions;
  readonly #socket: Socket;
  readonly #limit: NodeJS.Timeout;
  #head: Buffer = Buffer.alloc(0);
  #isOpen = false;
  /** What waits for the way; one thing at most, since a stream writes one after the other. */
  #waiting: () => void = () => {};

  constructor(options: TunnelOptions) {
    super({ allowHalfOpen: false });
    this.#options = options;
    const { hostname, port } = new URL(options.proxy.url);
    this.#socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) });
    this.#socket.setNoDelay(true);
    this.#limit = setTimeout(
      () => this.#fail('proxy-unreachable', `no answer within ${options.limitMs} ms`),
      options.limitMs,
    );
    this.#socket.once('connect', () => this.#socket.write(requestOf(options)));
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#socket.on('end', () => {
      if (this.#isOpen) this.push(null);
      else this.#fail('proxy-unreachable', 'a connection that was broken off');
    });
    this.#socket.on('error', (error) => {
      if (this.#isOpen) this.destroy(error);
      else this.#fail('proxy-unreachable', 'a failed connection');
    });
    this.#socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Uint8Array, _: BufferEncoding, done: Done): void {
    this.#whenOpen(() => this.#socket.write(chunk, done));
  }

  override _final(done: Done): void {
    this.#whenOpen(() => this.#socket.end(() => done()));
  }

  override _destroy(error: Error | null, done: Done): void {
    clearTimeout(this.#limit);
    this.#socket.destroy();
    done(error);
  }

  #whenOpen(act: () => void): void {
    if (this.#isOpen) act();
    else this.#waiting = act;
  }

  #take(chunk: Buffer): void {
    if (this.#isOpen) {
      if (!this.push(chunk)) this.#socket.pause();
      return;
    }
    this.#head = Buffer.concat([this.#head, chunk]);
    const end = this.#head.indexOf(END_OF_HEAD);
    if (end >= 0 && end <= MOST_HEAD) this.#answered(end);
    else if (this.#head.length > MOST_HEAD) this.#fail('proxy-not-http', 'more than the head of one');
  }

  #answered(end: number): void {
    const line = this.#head.toString('latin1', 0, end);
    const status = /^HTTP\/1\.[01] ([0-9]{3})(?: |\r|$)/.exec(line)?.[1];
    if (status === undefined) this.#fail('proxy-not-http', 'other bytes');
    else if (status === '407') this.#fail('proxy-login-wanted', 'HTTP status 407');
    else if (!status.startsWith('2')) this.#fail('proxy-refused', `HTTP status ${status}`);
    else this.#open(this.#head.subarray(end + END_OF_HEAD.length));
  }

  #open(rest: Buffer): void {
    clearTimeout(this.#limit);
    this.#isOpen = true;
    if (rest.length > 0) this.push(rest);
    this.#waiting();
  }

  #fail(fault: ProxyFaultCode, got: string): void {
    const { proxy, target } = this.#options;
    this.destroy(
      new ProxyFault(fault, `expected a way to ${target} from the proxy ${proxy.url}, got ${got}`),
    );
  }
}

function requestOf({ proxy, target }: TunnelOptions): string {
  const { login } = proxy;
  const basic = login && Buffer.from(`${login.name}:${login.password}`, 'utf8').toString('base64');
  const who = basic === null ? '' : `Proxy-Authorization: Basic ${basic}\r\n`;
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${who}\r\n`;
}
