import { connect, isIP, type Socket } from 'node:net';
import {
  createSecureContext,
  rootCertificates,
  type SecureContext,
  connect as secureConnect,
} from 'node:tls';
import { isLoopback } from '../core/node-url.ts';
import type { LineWay } from './line-way.ts';
import { openTunnel } from './tunnel.ts';

/**
 * Opens a connection to where an address is. `protocol` is what ALPN names. The socket may still be connecting, and fail later as
 * sockets do; what a proxy refuses is thrown as a `ProxyFault`.
 */
export type OpenSocket = (url: URL, protocol: 'h2' | 'http/1.1') => Promise<Socket>;

let publicRoots: SecureContext | null = null;

/**
 * The one way on which a line's connections are opened. This computer itself is always reached directly. No variable of the
 * environment changes it: neither a proxy, nor more authorities, nor that certificates are not looked at (`NODE_USE_ENV_PROXY`,
 * `NODE_EXTRA_CA_CERTS`, `NODE_TLS_REJECT_UNAUTHORIZED`).
 * @param timeoutMs for one exchange; a proxy has half of it to make the way
 */
export function openSocketBy({ proxy, authorities }: LineWay, timeoutMs: number): OpenSocket {
  let own: SecureContext | null = null;
  const trusted = (): SecureContext => {
    if (authorities.length > 0) {
      own ??= createSecureContext({ ca: authorities.map(pemOf), allowPartialTrustChain: true });
      return own;
    }
    publicRoots ??= createSecureContext({ ca: [...rootCertificates] });
    return publicRoots;
  };
  return async (url, protocol) => {
    const isSecure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = Number(url.port || (isSecure ? 443 : 80));
    const target = `${url.hostname}:${port}`;
    const tunnel =
      proxy === null || isLoopback(url.href)
        ? null
        : await openTunnel({ proxy, target, limitMs: Math.ceil(timeoutMs / 2) });
    if (!isSecure) return tunnel ?? connect({ host, port });
    return secureConnect({
      ...(tunnel === null ? {} : { socket: tunnel }),
      host,
      port,
      servername: isIP(host) === 0 ? host : '',
      ALPNProtocols: [protocol],
      secureContext: trusted(),
      rejectUnauthorized: true,
    });
  };
}

const pemOf = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
