import type { OtherAmount, OtherHolding, OtherKind } from '../../../other-holding.ts';
import { BcsFault, type BcsReader } from '../bcs-reader.ts';
import { readId } from '../ledger/owner.ts';

/** What the content of an object says, behind its id. */
export type Said = Partial<
  Pick<OtherHolding, 'amount' | 'lockedUntil' | 'expires' | 'owes' | 'stake' | 'inside'>
> & { readonly kind: OtherKind };

/** Reads a content behind its id. Throws {@link BcsFault} for other bytes. */
export type Layout = (reader: BcsReader) => Said;

const IOTA = '0x2::iota::IOTA';

/**
 * The layout of a type, from IOTA's own sources: `timelock.move` and `coin.move` of package 2, `staking_pool.move` and
 * `timelocked_staking.move` of package 3, and `iota-types/src/stardust/output` for package 107a. Null for any other type.
 * @param type as `readTypeTag` writes it
 */
export function layoutOf(type: string): Layout | null {
  if (type === '0x3::staking_pool::StakedIota') return staked;
  if (type === '0x3::timelocked_staking::TimelockedStakedIota') return lockedStake;
  const coin = parameterOf(type, '0x2::coin::Coin');
  if (coin !== null) return (reader) => ({ kind: 'other-asset', amount: amountOf(reader, coin) });
  const locked = parameterOf(parameterOf(type, '0x2::timelock::TimeLock') ?? '', '0x2::balance::Balance');
  if (locked !== null) return (reader) => timeLock(reader, locked);
  for (const output of ['basic_output::BasicOutput', 'nft_output::NftOutput', 'alias_output::AliasOutput']) {
    const held = parameterOf(type, `0x107a::${output}`);
    if (held !== null) return (reader) => oldOutput(reader, held, output);
  }
  return null;
}

/** What stands between `name<` and `>`; null for another type. */
function parameterOf(type: string, name: string): string | null {
  return type.startsWith(`${name}<`) && type.endsWith('>') ? type.slice(name.length + 1, -1) : null;
}

const amountOf = (reader: BcsReader, asset: string): OtherAmount => ({
  units: reader.u64(),
  asset: asset === IOTA ? null : asset,
});

function timeLock(reader: BcsReader, asset: string): Said {
  const amount = amountOf(reader, asset);
  const lockedUntil = readTime(reader);
  return { kind: readIsVesting(reader) ? 'vesting' : 'time-lock', amount, lockedUntil };
}

function staked(reader: BcsReader): Said {
  const pool = readId(reader);
  const from = reader.u64();
  return { kind: 'stake', stake: { pool, from }, amount: amountOf(reader, IOTA) };
}

/** The stake within has an id of its own. */
function lockedStake(reader: BcsReader): Said {
  reader.fixed(32);
  const { stake = null, amount = null } = staked(reader);
  const lockedUntil = readTime(reader);
  readIsVesting(reader);
  return { kind: 'locked-stake', stake, amount, lockedUntil };
}

function oldOutput(reader: BcsReader, asset: string, output: string): Said {
  const amount = amountOf(reader, asset);
  reader.fixed(32); // the id of the bag with native tokens
  const said: Said = { kind: 'old-output', amount, inside: reader.u64() };
  if (output.startsWith('alias')) return said;
  const owes = reader.option((each) => ({ to: readId(each), units: each.u64() }));
  const lockedUntil = reader.option(readSeconds);
  const expires = reader.option((each) => {
    each.fixed(32); // who has it until then
    return { to: readId(each), at: readSeconds(each) };
  });
  if (output.startsWith('basic')) {
    reader.option((each) => each.bytes()); // metadata
    reader.option((each) => each.bytes()); // tag
    reader.option((each) => each.fixed(32)); // who sent it
  }
  return { ...said, owes, lockedUntil, expires };
}

/** A `Date` has no later moment. */
const LAST_MOMENT = 8_640_000_000_000_000n;

function readTime(reader: BcsReader): number | 'never' {
  const at = reader.u64();
  return at > LAST_MOMENT ? 'never' : Number(at);
}

/** Seconds since the epoch, as milliseconds. */
const readSeconds = (reader: BcsReader): number => reader.u32() * 1000;

/** The label of rewards that were moved over from the old network (`stardust_upgrade_label.rs`). */
const VESTING = `${'107a'.padStart(64, '0')}::stardust_upgrade_label::STARDUST_UPGRADE_LABEL`;

/** Reads a label, which a stranger may have written: nothing else of it is used. */
function readIsVesting(reader: BcsReader): boolean {
  const label = reader.option((each) => each.bytes());
  return label?.length === VESTING.length && String.fromCharCode(...label) === VESTING;
}

/** Reads `content` whole: its id, then what its type has. Throws {@link BcsFault}. */
export function readContent(reader: BcsReader, id: string, layout: Layout): Said {
  if (readId(reader) !== id) throw new BcsFault('expected the content of this object, got that of another');
  const said = layout(reader);
  if (reader.left !== 0) throw new BcsFault(`expected the end of the content, got ${reader.left} more bytes`);
  return said;
}
