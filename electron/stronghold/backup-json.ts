import * as v from 'valibot';
import { parseAlias } from '../core/account/alias.ts';

/** One account as a backup describes it. None of it is proven: the keys come from the seed, not from here. */
export interface BackupAccount {
  /** SLIP-10 account index. */
  readonly index: number;
  /** Null where there is none, or none that could be shown as a name. */
  readonly alias: string | null;
  /** SLIP-44 coin type; null where the backup does not say. */
  readonly coinType: number | null;
  /** Public addresses that the wallet had made. */
  readonly addresses: number;
  /** Internal (change) addresses that it had made. */
  readonly internalAddresses: number;
}

/** The nodes that a wallet used. Passwords and tokens for them are never taken over. */
export interface BackupClientOptions {
  /** The network's name as the wallet kept it, at most 64 characters. */
  readonly network: string | null;
  /** Origins such as `https://api.example.org`, at most 20. */
  readonly nodes: readonly string[];
}

/** The most bytes of one JSON value that are parsed. */
const MAX_JSON_LENGTH = 16 * 1024 * 1024;
/** The most accounts that are listed. */
export const MAX_ACCOUNTS = 1000;
const MAX_NODES = 20;
const MAX_NODES_READ = 1000;

const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1));
const text = v.pipe(v.string(), v.maxLength(1000));
const list = v.fallback(v.array(v.unknown()), []);

/** iota-sdk and the alphas before it. */
const stardustAccount = v.object({
  index,
  coinType: v.fallback(v.nullable(index), null),
  alias: v.fallback(v.nullable(text), null),
  publicAddresses: list,
  internalAddresses: list,
});

/** wallet.rs of Chrysalis: one list for both kinds of addresses. */
const chrysalisAccount = v.object({
  id: v.pipe(text, v.startsWith('wallet-account://')),
  index,
  alias: v.fallback(v.nullable(text), null),
  addresses: list,
  clientOptions: v.fallback(v.unknown(), null),
});

const node = v.union([
  v.object({ url: text }),
  v.pipe(
    text,
    v.transform((url) => ({ url })),
  ),
]);

const clientOptions = v.object({
  nodes: list,
  network: v.fallback(v.nullable(text), null),
  protocolParameters: v.fallback(
    v.nullable(v.object({ network_name: v.union([text, v.object({ inner: text })]) })),
    null,
  ),
});

/** Parses UTF-8 JSON within bounds; undefined for anything else. */
export function parseBoundedJson(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_JSON_LENGTH) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * The accounts of iota-sdk's `accounts` entry: a list of objects, or of texts with an object each.
 * @returns null where it is no such list; accounts that cannot be read or are too many are counted, not shown
 */
export function readStardustAccounts(
  json: unknown,
): { accounts: readonly BackupAccount[]; leftOut: number } | null {
  if (!Array.isArray(json)) return null;
  const accounts: BackupAccount[] = [];
  for (const item of json.slice(0, MAX_ACCOUNTS)) {
    const value = typeof item === 'string' ? parseBoundedJson(new TextEncoder().encode(item)) : item;
    const parsed = v.safeParse(stardustAccount, value);
    if (!parsed.success) continue;
    const { publicAddresses, internalAddresses, alias, ...rest } = parsed.output;
    accounts.push({
      ...rest,
      alias: showableName(alias),
      addresses: publicAddresses.length,
      internalAddresses: internalAddresses.length,
    });
  }
  return { accounts, leftOut: json.length - accounts.length };
}

/** One account of Chrysalis, under the name it is filed under; null for any other value. */
export function readChrysalisAccount(
  json: unknown,
): { id: string; account: BackupAccount; clientOptions: unknown } | null {
  const parsed = v.safeParse(chrysalisAccount, json);
  if (!parsed.success) return null;
  const { id, addresses, alias, index } = parsed.output;
  const internal = addresses.filter((one) => v.is(v.object({ internal: v.literal(true) }), one)).length;
  const account = {
    index,
    alias: showableName(alias),
    coinType: null,
    addresses: addresses.length - internal,
    internalAddresses: internal,
  };
  return { id, account, clientOptions: parsed.output.clientOptions };
}

/** The options of a wallet's client; null where it is no such object. */
export function readClientOptions(json: unknown): BackupClientOptions | null {
  const parsed = v.safeParse(clientOptions, json);
  if (!parsed.success) return null;
  const { nodes, network, protocolParameters } = parsed.output;
  const name = protocolParameters?.network_name;
  const origins = nodes.slice(0, MAX_NODES_READ).map(readOrigin);
  return {
    network: showableName(typeof name === 'object' ? name.inner : (name ?? network)),
    nodes: [...new Set(origins.filter((origin) => origin !== null))].slice(0, MAX_NODES),
  };
}

/** Only the origin of a node: user, password and path of its URL may be secrets. */
function readOrigin(json: unknown): string | null {
  const parsed = v.safeParse(node, json);
  const url = parsed.success ? URL.parse(parsed.output.url) : null;
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url.origin : null;
}

/** A text that a screen may show as a name. */
function showableName(name: string | null): string | null {
  const parsed = name === null ? null : parseAlias(name);
  return parsed?.ok === true ? parsed.value : null;
}
