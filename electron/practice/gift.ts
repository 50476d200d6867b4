import { bcs } from '@iota/iota-sdk/bcs';
import * as v from 'valibot';
import { iotaAddressSchema } from '../chains/iota/pure/address-schema.ts';
import { hexToBytes } from '../core/digest.ts';
import { unitsSchema } from '../core/money.ts';

const seconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 32 - 1));
const u64 = v.pipe(
  v.string(),
  v.check(
    (text) => /^(0|[1-9][0-9]{0,19})$/.test(text) && BigInt(text) < 1n << 64n,
    'expected a u64 as text',
  ),
);
const typeText = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.regex(/^0x[0-9a-f]{1,64}::\w+::\w+(<[\w:<>, ]+>)?$/),
);

/** An object that is no coin of IOTA, to be given to an address. Amounts are base units. */
export const giftSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('time-lock'),
    amount: unitsSchema,
    /** Milliseconds. */
    until: u64,
    /** With the label of rewards that come in parts. */
    vesting: v.optional(v.boolean(), false),
  }),
  v.strictObject({
    kind: v.literal('stake'),
    amount: unitsSchema,
    pool: iotaAddressSchema,
    epoch: u64,
    /** Milliseconds: under a time lock. */
    until: v.optional(u64),
  }),
  v.strictObject({
    kind: v.picklist(['basic-output', 'nft-output', 'alias-output']),
    amount: unitsSchema,
    lockedUntil: v.optional(seconds),
    expires: v.optional(v.strictObject({ at: seconds, to: iotaAddressSchema })),
    owes: v.optional(v.strictObject({ amount: unitsSchema, to: iotaAddressSchema })),
    tokens: v.optional(u64, '0'),
  }),
  v.strictObject({ kind: v.literal('coin'), type: typeText, amount: u64 }),
  /** Any other, or one whose content is not what its type says: in hex, behind the id. */
  v.strictObject({
    kind: v.literal('object'),
    type: typeText,
    content: v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/), v.maxLength(2 * 250_000)),
  }),
]);
export type Gift = v.InferOutput<typeof giftSchema>;

/** An object that an address was given. */
export interface GivenObject {
  readonly id: string;
  readonly version: bigint;
  readonly owner: string;
  /** As nodes write it. */
  readonly type: string;
  /** BCS of the Move value, from the id on. */
  readonly content: Uint8Array;
  /** Base58. */
  readonly previousTransaction: string;
}

const LABEL = `${'107a'.padStart(64, '0')}::stardust_upgrade_label::STARDUST_UPGRADE_LABEL`;
const IOTA = '0x2::iota::IOTA';

// By the official SDK's BCS, so that what reads it is held against another author's writer.
const u64Value = bcs.u64();
const timeLock = bcs.struct('TimeLock', {
  id: bcs.Address,
  locked: u64Value,
  expiration: u64Value,
  label: bcs.option(bcs.string()),
});
const staked = bcs.struct('StakedIota', {
  id: bcs.Address,
  pool: bcs.Address,
  activation: u64Value,
  principal: u64Value,
});
const lockedStake = bcs.struct('TimelockedStakedIota', {
  id: bcs.Address,
  staked,
  expiration: u64Value,
  label: bcs.option(bcs.string()),
});
const held = { id: bcs.Address, balance: u64Value, bagId: bcs.Address, bagSize: u64Value };
const aliasOutput = bcs.struct('AliasOutput', held);
const conditions = {
  ...held,
  owes: bcs.option(bcs.struct('StorageDepositReturn', { to: bcs.Address, amount: u64Value })),
  lock: bcs.option(bcs.u32()),
  expiration: bcs.option(bcs.struct('Expiration', { owner: bcs.Address, to: bcs.Address, at: bcs.u32() })),
};
const nftOutput = bcs.struct('NftOutput', conditions);
const basicOutput = bcs.struct('BasicOutput', {
  ...conditions,
  metadata: bcs.option(bcs.vector(bcs.u8())),
  tag: bcs.option(bcs.vector(bcs.u8())),
  sender: bcs.option(bcs.Address),
});
const coin = bcs.struct('Coin', { id: bcs.Address, balance: u64Value });

/** Type and content of a gift, in the layouts of IOTA's own packages. */
export function contentOf(
  gift: Gift,
  { id, owner }: Pick<GivenObject, 'id' | 'owner'>,
): Pick<GivenObject, 'type' | 'content'> {
  switch (gift.kind) {
    case 'time-lock': {
      const { amount, until, vesting } = gift;
      const value = { id, locked: amount, expiration: until, label: vesting ? LABEL : null };
      return {
        type: `0x2::timelock::TimeLock<0x2::balance::Balance<${IOTA}>>`,
        content: timeLock.serialize(value).toBytes(),
      };
    }
    case 'stake':
      return stakeOf(gift, id);
    case 'coin': {
      const content = coin.serialize({ id, balance: gift.amount }).toBytes();
      return { type: `0x2::coin::Coin<${gift.type}>`, content };
    }
    case 'object': {
      const content = new Uint8Array([...bcs.Address.serialize(id).toBytes(), ...hexToBytes(gift.content)]);
      return { type: gift.type, content };
    }
    default:
      return outputOf(gift, { id, owner });
  }
}

function stakeOf(
  { amount, pool, epoch, until }: Extract<Gift, { kind: 'stake' }>,
  id: string,
): Pick<GivenObject, 'type' | 'content'> {
  const value = { id, pool, activation: epoch, principal: amount };
  if (until === undefined) {
    return { type: '0x3::staking_pool::StakedIota', content: staked.serialize(value).toBytes() };
  }
  // The stake within has an id of its own.
  const within = { ...value, id: `0x${id.slice(4)}00` };
  return {
    type: '0x3::timelocked_staking::TimelockedStakedIota',
    content: lockedStake.serialize({ id, staked: within, expiration: until, label: LABEL }).toBytes(),
  };
}

function outputOf(
  gift: Extract<Gift, { readonly tokens: string }>,
  { id, owner }: Pick<GivenObject, 'id' | 'owner'>,
): Pick<GivenObject, 'type' | 'content'> {
  const { amount, lockedUntil, expires, owes, tokens } = gift;
  const value = {
    id,
    balance: amount,
    bagId: `0x${id.slice(4)}01`,
    bagSize: tokens,
    owes: owes ?? null,
    lock: lockedUntil ?? null,
    expiration: expires ? { owner, ...expires } : null,
  };
  switch (gift.kind) {
    case 'alias-output':
      return { type: outputType('alias', 'Alias'), content: aliasOutput.serialize(value).toBytes() };
    case 'nft-output':
      return { type: outputType('nft', 'Nft'), content: nftOutput.serialize(value).toBytes() };
    case 'basic-output': {
      const features = { metadata: [1, 2, 3], tag: null, sender: owner };
      const content = basicOutput.serialize({ ...value, ...features }).toBytes();
      return { type: outputType('basic', 'Basic'), content };
    }
  }
}

const outputType = (module: string, name: string) => `0x107a::${module}_output::${name}Output<${IOTA}>`;
