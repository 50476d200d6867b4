import { base58 } from '@scure/base';
import * as v from 'valibot';
import { isOf } from '../../../core/amount.ts';
import { unitsSchema } from '../../../core/money.ts';
import type { InputEvidence } from '../../../core/proposal/evidence.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { parseWith } from '../../../core/schema.ts';
import { iotaAddressSchema } from './address-schema.ts';
import { iotaAsset } from './iota-asset.ts';

const u64Text = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,19})$/, 'expected an unsigned integer'),
  v.check((text) => text.length < 20 || text <= '18446744073709551615', 'expected at most 2^64 - 1'),
);
const base58Text = v.pipe(
  v.string(),
  v.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'expected 32 bytes in base58'),
  v.check(holds32Bytes, 'expected 32 bytes in base58'),
);

/**
 * The whole content of a coin object (`Coin<0x2::iota::IOTA>`, type 1 of `MoveObjectType`). Its digest is what the
 * transaction names, so it proves owner and balance offline.
 */
export interface Coin {
  readonly id: string;
  readonly version: string;
  readonly owner: string;
  /** Nanos. */
  readonly balance: string;
  /** Base58 digest of the transaction that made this version. */
  readonly previousTransaction: string;
  /** Nanos given back when the object is deleted. */
  readonly storageRebate: string;
}

/** What the general part of the evidence does not have. */
const proofSchema = v.strictObject({
  id: iotaAddressSchema,
  version: u64Text,
  previousTransaction: base58Text,
  storageRebate: u64Text,
});

/** The name of an input: a coin in one version. A coin that was used comes back as another input. */
export const coinKey = ({ id, version }: Pick<Coin, 'id' | 'version'>): string => `${id}@${version}`;

/** A coin as evidence of an input. */
export function evidenceOfCoin(coin: Coin): InputEvidence {
  const { id, version, owner, balance, previousTransaction, storageRebate } = coin;
  return {
    chain: 'iota',
    key: coinKey(coin),
    owner,
    amount: { asset: iotaAsset.id, units: balance },
    proof: { id, version, previousTransaction, storageRebate },
  };
}

/** The coin in the evidence of an input; refuses `evidence-mismatch` and `asset-wrong` for what is no IOTA coin. */
export function coinOfEvidence({ chain, key, owner, amount, proof }: InputEvidence): Result<Coin> {
  const parsed = parseWith(proofSchema, proof);
  if (chain !== 'iota' || !parsed.ok || !v.is(iotaAddressSchema, owner) || !v.is(unitsSchema, amount.units)) {
    const why = parsed.ok ? 'another chain or form' : parsed.message;
    return refuse('evidence-mismatch', `expected the evidence of an IOTA coin, got ${why}`);
  }
  if (!isOf(amount, iotaAsset)) {
    return refuse('asset-wrong', `expected an input of ${iotaAsset.id}, got one of ${amount.asset}`);
  }
  return coinKey(parsed.value) === key
    ? ok({ ...parsed.value, owner, balance: amount.units })
    : refuse('evidence-mismatch', 'expected evidence under the id and version of its own coin');
}

/** Total: the check runs on text that the pattern has refused, too. */
function holds32Bytes(text: string): boolean {
  try {
    return base58.decode(text).length === 32;
  } catch {
    return false;
  }
}
