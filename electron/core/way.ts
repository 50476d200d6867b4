import { sha256 } from '@noble/hashes/sha2.js';
import { base64 as base64ToBytes } from '@scure/base';
import * as v from 'valibot';
import { ok, type Result, refuse } from './result.ts';

const MOST_CHARACTERS = 300;
/** Own certificates of one treasury at most, and characters of each in base64. */
export const MOST_AUTHORITIES = 8;
const MOST_AUTHORITY_CHARACTERS = 12_000;
/** Characters of a name and of a password for a proxy. */
const MOST_LOGIN = 200;

/** How a treasury's endpoints are reached. Its officers choose it, and the journal has it. No secret is in it. */
export interface Way {
  /** Address of an HTTP proxy, as {@link parseProxyUrl} gives it; null: directly. */
  readonly proxy: string | null;
  /** Whether a name and a password are kept at this station for the proxy. */
  readonly login: boolean;
  /** Certificates (DER, base64) which alone are trusted then; none: the public authorities that the program brings. */
  readonly authorities: readonly string[];
}

export const PLAIN_WAY: Way = { proxy: null, login: false, authorities: [] };

export const sameWay = (a: Way, b: Way): boolean => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

const inOrder = ({ proxy, login, authorities }: Way) => [proxy, login, authorities];

/** SHA-256 of a certificate as other programs show it: `AB:CD:...`. */
export const fingerprintOf = (base64: string): string =>
  [...sha256(base64ToBytes.decode(base64))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(':')
    .toUpperCase();

/** What a proxy is told of who asks: RFC 7617. */
export interface ProxyLogin {
  readonly name: string;
  readonly password: string;
}

/** Shapes of {@link Way} in a journal and in `treasury.json`. What a certificate is, is read elsewhere. */
export const waySchema = v.strictObject({
  proxy: v.nullable(
    v.pipe(
      v.string(),
      v.check(
        (url) => isProxyUrl(url),
        'expected the address of a proxy, such as http://proxy.example.org:3128',
      ),
    ),
  ),
  login: v.boolean(),
  authorities: v.pipe(
    v.array(v.pipe(v.string(), v.base64(), v.maxLength(MOST_AUTHORITY_CHARACTERS))),
    v.maxLength(MOST_AUTHORITIES),
  ),
});

const isProxyUrl = (url: string): boolean => {
  const parsed = parseProxyUrl(url);
  return parsed.ok && parsed.value === url;
};

/**
 * Reads the address of an HTTP proxy as a person typed it: `http://`, a host, a port where it is not 80, nothing else. Its name
 * and password have fields of their own: an address is journaled for ever.
 * @returns the address as it is stored; refuses `proxy-url-malformed`
 */
export function parseProxyUrl(typed: string): Result<string> {
  const text = typed.trim();
  // The raw text is judged: an empty name, query or path is gone from the parsed address.
  const plain = text.length <= MOST_CHARACTERS && /^http:\/\/[^\s/?#@\\]+\/?$/i.test(text);
  if (!plain || /[^\x21-\x7e]/.test(text) || !URL.canParse(text)) {
    return refuse('proxy-url-malformed', 'expected http://, a host and a port, and nothing else');
  }
  return ok(new URL(text).origin);
}

/**
 * Reads the name and the password for a proxy as a person typed them.
 * @returns null for neither; refuses `proxy-login-malformed` for one without the other, a colon in the name, control
 * characters, and more than 200 characters
 */
export function parseProxyLogin(name: string | null, password: string | null): Result<ProxyLogin | null> {
  const empty = (text: string | null): text is null => text === null || text === '';
  if (empty(name) && empty(password)) return ok(null);
  const isWell = (text: string | null): text is string =>
    !empty(text) && text.length <= MOST_LOGIN && text.isWellFormed() && !/\p{Cc}/u.test(text);
  return isWell(name) && isWell(password) && !name.includes(':')
    ? ok({ name, password })
    : refuse('proxy-login-malformed', 'expected a name without a colon and a password, or neither');
}
