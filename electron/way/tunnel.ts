import { connect, type Socket } from 'node:net';
import type { LineWay } from './line-way.ts';
import { ProxyFault, type ProxyFaultCode } from './proxy-fault.ts';

/** Bytes of a proxy's answer at most. */
const MOST_HEAD = 16 * 1024;
const END_OF_HEAD = '\r\n\r\n';

export interface TunnelOptions {
  readonly proxy: NonNullable<LineWay['proxy']>;
  /** Host and port that the proxy is asked for, as a URL has them. It looks the name up: this computer does not. */
  readonly target: string;
  /** Milliseconds for the proxy to make the way. */
  readonly limitMs: number;
}

/**
 * Opens a connection through an HTTP proxy by CONNECT (RFC 9110, 9.3.6). It is the socket itself and no stream around it: with
 * one, Node's HTTP/2 loses the end of an answer now and then. A redirect is not followed.
 * @returns once the proxy has made the way; throws a {@link ProxyFault} where it does not: nothing was sent on then
 */
export function openTunnel(options: TunnelOptions): Promise<Socket> {
  const { proxy, target, limitMs } = options;
  const { hostname, port } = new URL(proxy.url);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) });
  socket.setNoDelay(true);
  return new Promise((resolve, reject) => {
    let head: Buffer = Buffer.alloc(0);
    const leave = () => {
      clearTimeout(limit);
      socket.off('data', take).off('end', end).off('error', failed);
    };
    const fail = (fault: ProxyFaultCode, got: string) => {
      leave();
      socket.on('error', () => {}); // whatever else comes of it says nothing more
      socket.destroy();
      reject(new ProxyFault(fault, `expected a way to ${target} from the proxy ${proxy.url}, got ${got}`));
    };
    const take = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const at = head.indexOf(END_OF_HEAD);
      if (at > MOST_HEAD || (at < 0 && head.length > MOST_HEAD)) {
        return fail('proxy-not-http', 'more than the head of one');
      }
      if (at < 0) return;
      const refusal = refusalIn(head.toString('latin1', 0, at));
      if (refusal !== null) return fail(...refusal);
      leave();
      socket.pause();
      const rest = head.subarray(at + END_OF_HEAD.length);
      if (rest.length > 0) socket.unshift(rest);
      resolve(socket);
    };
    const end = () => fail('proxy-unreachable', 'a connection that was broken off');
    const failed = () => fail('proxy-unreachable', 'a failed connection');
    const limit = setTimeout(() => fail('proxy-unreachable', `no answer within ${limitMs} ms`), limitMs);
    socket.on('data', take).on('end', end).on('error', failed);
    socket.once('connect', () => socket.write(requestOf(options)));
  });
}

/** Why the head of an answer makes no way; null where it makes one. */
function refusalIn(head: string): readonly [ProxyFaultCode, string] | null {
  const status = /^HTTP\/1\.[01] ([0-9]{3})(?: |\r|$)/.exec(head)?.[1];
  if (status === undefined) return ['proxy-not-http', 'other bytes'];
  if (status === '407') return ['proxy-login-wanted', 'HTTP status 407'];
  return status.startsWith('2') ? null : ['proxy-refused', `HTTP status ${status}`];
}

function requestOf({ proxy, target }: TunnelOptions): string {
  const { login } = proxy;
  const basic = login && Buffer.from(`${login.name}:${login.password}`, 'utf8').toString('base64');
  const who = basic === null ? '' : `Proxy-Authorization: Basic ${basic}\r\n`;
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${who}\r\n`;
}
