import { bytesToHex } from '../../../../core/digest.ts';
import { MAX_UNITS } from '../../../../core/money.ts';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { HoldingChange, LedgerTransaction } from '../../../line.ts';
import { digestText, type LedgerDigest, objectDigest } from '../../pure/ledger/digests.ts';
import { netGas } from '../../pure/ledger/gas-summary.ts';
import { movedBytes } from '../../pure/moved-coins.ts';
import type { ProvenTransaction } from '../../pure/proof/prove-checkpoints.ts';
import { coinUnits } from '../../pure/read-coin-object.ts';

/** What is known of objects, and of whom they are needed. */
export interface KnownObjects {
  /** Bytes of the object of a digest, BCS without envelope; undefined where nobody gave it. */
  readonly of: (digest: LedgerDigest) => Uint8Array | undefined;
  /** Whose objects count: nobody else's have to be there. */
  readonly isSought: (address: string) => boolean;
}

/** Objects as anybody gives them, each under the digest of its own bytes. */
export function knownObjects(
  given: readonly Uint8Array[],
  isSought: KnownObjects['isSought'] = () => true,
): KnownObjects {
  const objects = new Map(given.map((object) => [bytesToHex(objectDigest(object)), object]));
  return { of: (digest) => objects.get(bytesToHex(digest)), isSought };
}

/** Nobody: what system transactions name as their sender. */
const SYSTEM = `0x${'0'.repeat(64)}`;

/**
 * What certified effects did to what sought addresses have. Every object that one of them had or has must be there under the digest
 * that the effects name, so that no coin is left out and none is another one. All payers are named.
 * @returns refuses `object-missing` where there is none of its digest
 */
export function provenTransaction(
  { digest, effects }: Pick<ProvenTransaction, 'digest' | 'effects'>,
  objects: KnownObjects,
  at: { readonly checkpoint: bigint | null; readonly timestamp: number | null },
): Result<LedgerTransaction> {
  const units = new Map<string, bigint>();
  const payers = new Set<string>();
  const consumed: Uint8Array[] = [];
  const created: Uint8Array[] = [];
  const gasOwner = effects.gasObject === null ? null : effects.changed[effects.gasObject]?.before?.owner;
  for (const [place, { id, before, after }] of effects.changed.entries()) {
    if (before?.owner.kind === 'address' && place !== effects.gasObject) payers.add(before.owner.address);
    if (before?.owner.kind === 'address' && objects.isSought(before.owner.address)) {
      const object = objects.of(before.digest);
      if (object === undefined) return missing(id, digest);
      const coin = coinUnits(object);
      if (coin !== null) {
        add(units, before.owner.address, -coin);
        consumed.push(object);
      }
    }
    if (after?.kind === 'object' && after.owner.kind === 'address' && objects.isSought(after.owner.address)) {
      const object = objects.of(after.digest);
      if (object === undefined) return missing(id, digest);
      const coin = coinUnits(object);
      if (coin !== null) {
        add(units, after.owner.address, coin);
        created.push(object);
      }
    }
  }
  // Last of all: gas may be a sponsor's, and the first is who is told as the sender of a deposit.
  if (gasOwner?.kind === 'address') payers.add(gasOwner.address);
  const changes: HoldingChange[] = [...units].map(([owner, change]) => ({ owner, units: change }));
  if (changes.some((change) => change.units > MAX_UNITS || change.units < -MAX_UNITS)) {
    return refuse('node-answer-malformed', 'expected coins of at most 2^63 - 1 nanos, got more');
  }
  return ok({
    id: digestText(digest),
    payers: payers.size > 0 ? [...payers] : [SYSTEM],
    succeeded: effects.failure === null,
    error: effects.failure === null ? null : `execution error ${effects.failure.error[0]}`,
    checkpoint: at.checkpoint,
    timestamp: at.timestamp,
    changes,
    feePaid: netGas(effects.gas),
    moved: movedBytes(consumed, created),
  });
}

const add = (units: Map<string, bigint>, owner: string, change: bigint): void => {
  units.set(owner, (units.get(owner) ?? 0n) + change);
};

const missing = (id: string, digest: LedgerDigest) =>
  refuse('object-missing', `expected object ${id} of ${digestText(digest)} under its digest, got none`);
