import { bytesToHex } from '../../../../core/digest.ts';
import { MAX_UNITS } from '../../../../core/money.ts';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { HoldingChange, LedgerTransaction } from '../../../line.ts';
import { digestText, type LedgerDigest, objectDigest } from '../../pure/ledger/digests.ts';
import { netGas } from '../../pure/ledger/gas-summary.ts';
import { movedBytes } from '../../pure/moved-coins.ts';
import type { ProvenTransaction } from '../../pure/proof/prove-checkpoints.ts';
import { coinUnits } from '../../pure/read-coin-object.ts';

/** Objects of one transaction as the node gives them, before and after it. */
export interface GivenObjects {
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
}

/** Nobody: what system transactions name as their sender. */
const SYSTEM = `0x${'0'.repeat(64)}`;

/**
 * What certified effects did to what addresses have. Every object that an address had or has must be there under the digest
 * that the effects name, so that no coin is left out and none is another one.
 * @returns refuses `object-missing` where there is none of its digest
 */
export function provenTransaction(
  { digest, effects }: Pick<ProvenTransaction, 'digest' | 'effects'>,
  given: GivenObjects,
  at: { readonly checkpoint: bigint | null; readonly timestamp: number | null },
): Result<LedgerTransaction> {
  const [inputs, outputs] = [byDigest(given.inputs), byDigest(given.outputs)];
  const units = new Map<string, bigint>();
  const payers = new Set<string>();
  const consumed: Uint8Array[] = [];
  const created: Uint8Array[] = [];
  const gasOwner = effects.gasObject === null ? null : effects.changed[effects.gasObject]?.before?.owner;
  for (const [place, { id, before, after }] of effects.changed.entries()) {
    if (before?.owner.kind === 'address') {
      const object = inputs.get(bytesToHex(before.digest));
      if (object === undefined) return missing(id, digest);
      if (place !== effects.gasObject) payers.add(before.owner.address);
      const coin = coinUnits(object);
      if (coin !== null) {
        add(units, before.owner.address, -coin);
        consumed.push(object);
      }
    }
    if (after?.kind === 'object' && after.owner.kind === 'address') {
      const object = outputs.get(bytesToHex(after.digest));
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

/** Objects by their digest as text of hex. */
type Given = ReadonlyMap<string, Uint8Array>;

const byDigest = (objects: readonly Uint8Array[]): Given =>
  new Map(objects.map((object) => [bytesToHex(objectDigest(object)), object]));

const add = (units: Map<string, bigint>, owner: string, change: bigint): void => {
  units.set(owner, (units.get(owner) ?? 0n) + change);
};

const missing = (id: string, digest: LedgerDigest) =>
  refuse('object-missing', `expected object ${id} of ${digestText(digest)} under its digest, got none`);
