import { bech32 } from '@scure/base';
import * as v from 'valibot';
import { parseAlias } from '../core/account/alias.ts';
import { bytesToHex } from '../core/digest.ts';
import { isRecord } from '../core/json.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { indexSchema, parseWith } from '../core/schema.ts';
import type { FormerAccount, FormerAddress, FormerOutput, UnreadList } from './former-wallet.ts';
import { walletBounds } from './former-wallet.ts';
import { entriesOf, shown, unitsSchema } from './members.ts';
import { parseTransactions } from './transaction-json.ts';

const ED25519 = 0;

const addressSchema = v.object({
  address: v.pipe(v.string(), v.maxLength(200)),
  keyIndex: indexSchema,
  internal: v.boolean(),
  used: v.boolean(),
});
const addressList = v.array(v.unknown());

/** What an account cannot be without. Its other members are read one by one. */
const accountSchema = v.object({
  index: indexSchema,
  coinType: indexSchema,
  alias: v.string(),
  publicAddresses: addressList,
  internalAddresses: addressList,
});

const paid = v.object({
  amount: unitsSchema,
  unlockConditions: v.optional(v.unknown()),
  unlock_conditions: v.optional(v.unknown()),
});
const outputSchema = v.object({
  output: v.union([paid, v.object({ data: paid })]),
  isSpent: v.boolean(),
  networkId: v.optional(v.unknown()),
});
/** Of an output that its owner's key alone decides about. */
const addressAlone = v.strictTuple([v.looseObject({ type: v.picklist([0, 'Address']) })]);
const outputId = /^0x[0-9a-f]{68}$/;

/**
 * Reads one account. Members that are not known are left out; those that are wrong are named.
 * @param unread gets what is wrong with names, outputs and transactions
 * @returns the account; `input-malformed` where its index, coin type or addresses are wrong
 */
export function parseAccount(
  json: unknown,
  expected: { readonly index: number },
  unread: UnreadList,
): Result<FormerAccount> {
  const parsed = parseWith(accountSchema, json);
  if (!parsed.ok) return parsed;
  const { index, coinType } = parsed.value;
  if (index !== expected.index) {
    return refuse('input-malformed', `it says of itself that it is account ${index}`);
  }
  const left =
    unread.left.addresses - parsed.value.publicAddresses.length - parsed.value.internalAddresses.length;
  if (left < 0) {
    return refuse('input-malformed', `expected at most ${walletBounds.addresses} addresses in a folder`);
  }
  unread.left.addresses = left;
  const publicAddresses = parseAddresses(parsed.value.publicAddresses, false);
  if (!publicAddresses.ok) return publicAddresses;
  const internalAddresses = parseAddresses(parsed.value.internalAddresses, true);
  if (!internalAddresses.ok) return internalAddresses;
  const alias = parseAlias(parsed.value.alias);
  const place = `account ${index}`;
  if (!alias.ok) unread.add(`${place}, its name`, alias.message);
  const members = isRecord(json) ? json : {};
  const own = new Set([...publicAddresses.value, ...internalAddresses.value].map(({ keyHash }) => keyHash));
  return ok({
    index,
    coinType,
    alias: alias.ok ? alias.value : null,
    publicAddresses: publicAddresses.value,
    internalAddresses: internalAddresses.value,
    outputs: parseOutputs(members['outputs'], place, unread),
    transactions: [
      ...parseTransactions(members['transactions'], { place, own, incoming: false }, unread),
      ...parseTransactions(members['incomingTransactions'], { place, own, incoming: true }, unread),
    ].toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)),
  });
}

function parseAddresses(list: readonly unknown[], internal: boolean): Result<FormerAddress[]> {
  const found = new Map<number, FormerAddress>();
  for (const [place, item] of list.entries()) {
    const name = `${internal ? 'internal' : 'public'} address ${place}`;
    const parsed = parseWith(addressSchema, item);
    if (!parsed.ok) return refuse('input-malformed', `${name}: ${parsed.message}`);
    const { address: text, keyIndex: index, used } = parsed.value;
    const keyHash = keyHashOf(text);
    if (keyHash === null || parsed.value.internal !== internal || found.has(index)) {
      const why =
        keyHash === null
          ? 'expected an address of an Ed25519 key'
          : found.has(index)
            ? `expected each index once, got ${index} again`
            : 'it is listed among those of the other kind';
      return refuse('input-malformed', `${name}: ${why}`);
    }
    found.set(index, { index, keyHash, text, used });
  }
  return ok([...found.values()].toSorted((a, b) => a.index - b.index));
}

/** The hash of the key of a bech32 address (any prefix), 64 hex digits; null for any other address. */
function keyHashOf(text: string): string | null {
  const decoded = bech32.decodeUnsafe(text, 90);
  const bytes = decoded && bech32.fromWordsUnsafe(decoded.words);
  if (bytes?.length !== 33 || bytes[0] !== ED25519) return null;
  return bytesToHex(bytes.subarray(1));
}

function parseOutputs(json: unknown, place: string, unread: UnreadList): FormerOutput[] {
  const outputs: FormerOutput[] = [];
  for (const [id, item] of entriesOf(json, `${place}, its outputs`, unread)) {
    const parsed = outputId.test(id)
      ? parseWith(outputSchema, item)
      : refuse('input-malformed', 'expected the id of an output');
    if (!parsed.ok) {
      unread.add(`${place}, output ${shown(id)}`, parsed.message);
      continue;
    }
    const { output, isSpent: spent, networkId } = parsed.value;
    if (unread.left.outputs === 0) {
      unread.add(`${place}, its outputs`, `expected at most ${walletBounds.outputs} in a folder`);
      break;
    }
    unread.left.outputs -= 1;
    const { amount, ...conditions } = 'amount' in output ? output : output.data;
    const listed = conditions.unlockConditions ?? conditions.unlock_conditions;
    outputs.push({ id, amount, spent, bound: !v.is(addressAlone, listed), networkId: idOf(networkId) });
  }
  return outputs;
}

const idOf = (networkId: unknown): string | null =>
  typeof networkId === 'string' && /^[0-9]{1,20}$/.test(networkId) ? networkId : null;
