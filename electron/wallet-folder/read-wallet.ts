import * as v from 'valibot';
import { parseAlias } from '../core/account/alias.ts';
import { ok, Refused, type Result } from '../core/result.ts';
import { indexSchema } from '../core/schema.ts';
import { parseAccount } from './account-json.ts';
import { parseCountedJson } from './bounded-json.ts';
import { type FormerAccount, type FormerWallet, UnreadList, walletBounds } from './former-wallet.ts';
import { encrypted, foreign, newer } from './rocksdb/faults.ts';
import { readValues } from './rocksdb/read-values.ts';

const MANAGER = 'iota-wallet-account-manager';
const ACCOUNTS = 'iota-wallet-accounts';
const ACCOUNT = 'iota-wallet-account-';
/** The last migration of the wallets whose values these schemas know. */
const LAST_MIGRATION = 4;
const SCHEMA_VERSION = 1;

/**
 * Reads the folder of another wallet (wallet.rs, its successor, Firefly) without opening it as a database: what the wallet
 * knew of accounts, addresses and payments. The seed is not in it. Nothing of it is proven.
 * @param folder absolute path of the folder with the file `CURRENT`
 * @returns what `readValues` refuses, and `wallet-folder-encrypted`, `wallet-folder-newer`, `wallet-folder-foreign` for
 * values that are not such a wallet's
 */
export async function readWalletFolder(folder: string): Promise<Result<FormerWallet>> {
  const values = await readValues(folder);
  if (!values.ok) return values;
  try {
    return ok(parseWallet(values.value));
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** What the values of such a folder say, by their keys. @throws Refused as {@link readWalletFolder} answers */
export function parseWallet(values: ReadonlyMap<string, Uint8Array>): FormerWallet {
  const list = values.get(ACCOUNTS);
  const manager = values.get(MANAGER);
  if (!list || !manager) throw foreign('expected the values of a wallet, got others');
  const unread = new UnreadList();
  // First of all: where everything is sealed, its version is, too.
  const wallet = plainJson(manager, 'the wallet');
  requireKnownVersion(values);
  const network = networkOf(wallet);
  const indexes = v.safeParse(v.array(indexSchema), parseCountedJson(list));
  if (!indexes.success) throw foreign('expected a list of account numbers');
  const accounts: FormerAccount[] = [];
  for (const index of new Set(indexes.output)) {
    const place = `account ${index}`;
    const value = values.get(`${ACCOUNT}${index}`);
    if (accounts.length === walletBounds.accounts) {
      unread.add(place, `expected at most ${walletBounds.accounts} accounts`);
    } else if (!value) {
      unread.add(place, 'it is listed and not there');
    } else {
      const account = parseAccount(plainJson(value, place), { index }, unread);
      if (account.ok) accounts.push(account.value);
      else unread.add(place, account.message);
    }
  }
  for (const key of values.keys()) {
    const [, number] = /^iota-wallet-account-(\d{1,10})$/.exec(key) ?? [];
    if (number !== undefined && !indexes.output.includes(Number(number))) {
      unread.add(`account ${number}`, 'it is there and not listed');
    }
  }
  accounts.sort((a, b) => a.index - b.index);
  return { network, accounts, unread: unread.list, unreadMore: unread.more };
}

function requireKnownVersion(values: ReadonlyMap<string, Uint8Array>): void {
  const migration = values.get('migration-version');
  const schema = values.get('database-schema-version');
  const id = migration && v.safeParse(v.object({ id: indexSchema }), parseCountedJson(migration));
  if (id && (!id.success || id.output.id > LAST_MIGRATION)) {
    throw newer(`expected a wallet of migration ${LAST_MIGRATION} at most`);
  }
  if (schema && parseCountedJson(schema) !== SCHEMA_VERSION) {
    throw newer(`expected a wallet of schema version ${SCHEMA_VERSION}`);
  }
}

/** The JSON of an object; a wallet that seals its values writes lists of bytes, or no JSON at all. */
function plainJson(bytes: Uint8Array, place: string): unknown {
  const json = parseCountedJson(bytes);
  const isSealed = json === undefined || (Array.isArray(json) && json.every(isByte));
  if (isSealed) throw encrypted(`${place}: expected plain values, got sealed ones`);
  return json;
}

const isByte = (item: unknown) => Number.isInteger(item) && Number(item) >= 0 && Number(item) <= 255;

const name = v.pipe(v.string(), v.maxLength(128));
const parametersSchema = v.union([v.object({ networkName: name }), v.object({ network_name: name })]);
const managerSchema = v.object({
  clientOptions: v.fallback(v.object({ protocolParameters: v.unknown() }), { protocolParameters: null }),
});

function networkOf(manager: unknown): string | null {
  const parsed = v.safeParse(managerSchema, manager);
  const parameters = parsed.success
    ? v.safeParse(parametersSchema, parsed.output.clientOptions.protocolParameters)
    : null;
  if (!parameters?.success) return null;
  const { output } = parameters;
  const shown = parseAlias('networkName' in output ? output.networkName : output.network_name);
  return shown.ok ? shown.value : null;
}
