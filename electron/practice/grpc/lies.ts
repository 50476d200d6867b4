import { createContextKey } from '@connectrpc/connect';
import { addressBytes } from '../../chains/iota/pure/address.ts';
import { coinObjectBytes } from '../../chains/iota/pure/coin-object.ts';
import { bytesToHex } from '../../core/digest.ts';
import { evidenceOf } from '../coin.ts';
import { certify, signersOf } from '../documents/certificate.ts';
import { summaryBytes, summaryDigest } from '../documents/checkpoint-document.ts';
import { effectsDigest } from '../documents/effects-document.ts';
import type { MetFaults } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import type { PracticeCheckpoint } from '../store/checkpoint-table.ts';
import { isCoin } from '../store/object-table.ts';
import type { Executed, Recorded } from '../store/transaction-table.ts';
import { committeeOf } from '../validators.ts';
import { type Inside, objectBytes } from './messages.ts';

/** The faults that a call met, where its handler finds them. */
export const metFaults = createContextKey<MetFaults>(new Map());

/** What a node tells of the ledger: the truth, but for the faults that a call met. */
export interface Telling extends Inside {
  checkpoint(checkpoint: PracticeCheckpoint): PracticeCheckpoint;
  /** BCS. @param told as {@link checkpoint} gave it */
  certificate(told: PracticeCheckpoint): Uint8Array;
  /** A checkpoint's transactions, in its order. */
  transactions(checkpoint: PracticeCheckpoint): readonly Recorded[];
  transaction(recorded: Recorded): Recorded;
  /** The number of the newest checkpoint. */
  latest(): number;
}

const ONE_IOTA = '1000000000';

/** What is told where these faults were met. */
export function tellingOf(ledger: Ledger, met: MetFaults): Telling {
  const { seed } = ledger.genesis;
  const fork = met.get('fork');
  const altered = met.get('alteredObject');
  const back = met.get('olderLatest');
  return {
    checkpoint(checkpoint) {
      if (fork && checkpoint.sequence >= (fork.from ?? 1)) return forked(ledger, checkpoint, fork.from ?? 1);
      return met.has('alteredSummary') ? later(checkpoint, checkpoint.previousDigest) : checkpoint;
    },
    certificate(told) {
      const { sequence, epoch, summary } = told;
      const committee = committeeOf(seed, epoch);
      const signers = signersOf(sequence, committee.length);
      if (met.has('forgedCertificate')) {
        const another = summaryBytes({ ...told, totalTransactions: told.totalTransactions + 1 });
        return certify(another, epoch, committee, signers);
      }
      if (met.has('shortCertificate')) return certify(summary, epoch, committee, signers.slice(0, 2));
      if (met.has('otherCommittee')) {
        return certify(summary, epoch, committeeOf(`${seed}\0another`, epoch), signers);
      }
      if (fork && sequence >= (fork.from ?? 1)) return certify(summary, epoch, committee, signers);
      return ledger.certificate(ledger.checkpoints.at(sequence)!);
    },
    transactions(checkpoint) {
      const all = ledger.inCheckpoint(checkpoint);
      if (!met.has('hiddenTransaction')) return all;
      const hidden = all.findLast(({ kind }) => kind === 'programmable');
      return all.filter((each) => each !== hidden);
    },
    effectsOf: (recorded) => ledger.executed(recorded).effects,
    transaction(recorded) {
      const told = met.has('lateIndex') ? { ...recorded, checkpoint: null } : recorded;
      if (!met.has('alteredEffects')) return told;
      const bytes = withAnotherOwner(ledger.executed(recorded));
      return { ...told, effectsBytes: bytes, effectsDigest: effectsDigest(bytes) };
    },
    object(object) {
      if (!altered || 'content' in object || !isCoin(object)) return objectBytes(object);
      const balance = object.balance + BigInt(altered.nanos ?? ONE_IOTA);
      return coinObjectBytes(evidenceOf({ ...object, balance: balance < 0n ? 0n : balance }));
    },
    latest: () => Math.max(0, ledger.latest().sequence - (back ? (back.checkpoints ?? 1) : 0)),
  };
}

/** The same checkpoint a second later. */
function later(checkpoint: PracticeCheckpoint, previousDigest: string | null): PracticeCheckpoint {
  const parts = { ...checkpoint, previousDigest, timestamp: checkpoint.timestamp + 1_000 };
  const summary = summaryBytes(parts);
  return { ...parts, summary, digest: summaryDigest(summary) };
}

/** The checkpoint of another history, which leaves the true one at `from`. */
function forked(ledger: Ledger, checkpoint: PracticeCheckpoint, from: number): PracticeCheckpoint {
  let previous = ledger.checkpoints.at(from - 1)?.digest ?? null;
  for (let sequence = from; sequence < checkpoint.sequence; sequence++) {
    previous = later(ledger.checkpoints.at(sequence)!, previous).digest;
  }
  return later(checkpoint, previous);
}

/** The effects with one owner of a coin changed; those of system transactions with another epoch. */
function withAnotherOwner({ effectsBytes, effects }: Executed): Uint8Array {
  const changed = effectsBytes.slice();
  const [coin] = [...effects.created, ...effects.mutated.map(({ after }) => after)];
  const at = coin
    ? Buffer.from(changed).lastIndexOf(Buffer.from(bytesToHex(addressBytes(coin.owner)), 'hex'))
    : 2;
  changed[at]! ^= 1;
  return changed;
}
