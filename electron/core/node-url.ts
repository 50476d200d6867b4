import { ok, type Result, refuse } from './result.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const MOST_CHARACTERS = 300;
/** Endpoints of one treasury at most. */
export const MOST_ENDPOINTS = 8;

/** Whether an address is of this computer itself. */
export const isLoopback = (url: string): boolean => URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);

/** Whether an address as it is stored, with or without the mark of gRPC, is of this computer itself. */
export const isStoredLoopback = (url: string): boolean => isLoopback(withoutGrpc(url));

/** What stands before the address of a node that is asked by gRPC: `grpc+https://node.example.org`. */
const GRPC = 'grpc+';

/** Whether a stored address is of a node that is asked by gRPC. */
export const isGrpc = (url: string): boolean => url.startsWith(GRPC);

/** An address as one that is asked by gRPC. */
export const asGrpc = (url: string): string => (isGrpc(url) ? url : `${GRPC}${url}`);

/** An address without the mark of gRPC. */
export const withoutGrpc = (url: string): string => (isGrpc(url) ? url.slice(GRPC.length) : url);

/**
 * Reads the address of a node as a person typed it: `https`, or `http` on this computer alone; a host, a port where it is
 * not the usual one, a path where the node has one. Nothing else: what an address carries beside that is written into the
 * journal for ever. `grpc+` before it says that it is asked by gRPC.
 * @returns the address as it is stored; refuses `node-url-malformed`, `node-url-scheme`, `node-url-not-loopback`,
 * `node-url-user` and `node-url-query`
 */
export function parseNodeUrl(typed: string): Result<string> {
  const text = withoutGrpc(typed.trim());
  if (text === '' || text.length > MOST_CHARACTERS || /[^\x21-\x7e]|\\/.test(text) || !URL.canParse(text)) {
    return refuse('node-url-malformed', 'expected an address such as https://node.example.org');
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse('node-url-scheme', `expected https, got ${url.protocol}`);
  }
  // The raw text is judged: an empty name, password, query or fragment is gone from the parsed address.
  const authority = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1];
  if (authority === undefined) {
    return refuse('node-url-malformed', 'expected two slashes after the protocol');
  }
  if (authority.includes('@'))
    return refuse('node-url-user', 'expected no name and password before the host');
  if (/[?#]/.test(text)) return refuse('node-url-query', 'expected nothing after ? or #');
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
    return refuse(
      'node-url-not-loopback',
      `expected https for ${url.hostname}: http is for this computer alone`,
    );
  }
  const address = url.pathname === '/' ? url.origin : url.href;
  return ok(isGrpc(typed.trim()) ? asGrpc(address) : address);
}
