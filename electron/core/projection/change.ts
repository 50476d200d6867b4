import type { Approval, Rejection } from '../approval/approval.ts';
import type { AddressProof, Attestation } from '../attestation/attestation.ts';
import type { DerivationPath } from '../derivation-path.ts';
import type { ErrorCode } from '../error-code.ts';
import type { JsonValue } from '../json.ts';
import type { SignedMandate } from '../mandate/mandate.ts';
import type { MovementState } from '../movement/movement-state.ts';
import type { InputEvidence } from '../proposal/evidence.ts';
import type { Proposal } from '../proposal/proposal.ts';
import type { SignedRequest } from '../proposal/request.ts';

/** Why something does not go on: code and sentence, for the screen. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * One change of the tables as plain data. Journal entries are projected to changes by `project`; facts of the ledger and
 * of this station that are in no entry are changes of their own ({@link FactChange}). Amounts are base units as bigint,
 * times milliseconds. What a change names and the tables do not have is left out; only what a bug makes breaks the tables'
 * own rules (an address of an account that is not there), and then nothing of its commit is written.
 */
export type Change =
  | {
      readonly kind: 'account-added';
      readonly vaultId: string;
      readonly account: number;
      readonly alias: string;
      readonly createdAt: number;
      /** Number of the journal entry that says so. */
      readonly entry: number;
    }
  /** The name before stays known as a former one. */
  | {
      readonly kind: 'account-renamed';
      readonly vaultId: string;
      readonly account: number;
      readonly alias: string;
      readonly at: number;
      /** Number of the journal entry that says so. */
      readonly entry: number;
      readonly officerId: string | null;
    }
  | {
      readonly kind: 'account-noted';
      readonly vaultId: string;
      readonly account: number;
      readonly note: string;
    }
  /** `at` is null where it was taken back. */
  | {
      readonly kind: 'account-archived';
      readonly vaultId: string;
      readonly account: number;
      readonly at: number | null;
    }
  /** What a vault has signed of its addresses. */
  | { readonly kind: 'attestation-added'; readonly attestation: Attestation }
  /** Does nothing where the address is known. */
  | {
      readonly kind: 'address-added';
      readonly address: string;
      readonly vaultId: string;
      readonly path: DerivationPath;
      /** That its vault has signed it; null: nothing says so, and it is never shown. */
      readonly attested: AddressProof | null;
    }
  /** Does nothing where it was issued before. */
  | {
      readonly kind: 'address-issued';
      readonly address: string;
      readonly at: number;
      /** Number of the journal entry that gave it out. */
      readonly entry: number;
    }
  | { readonly kind: 'vault-retired'; readonly vaultId: string; readonly at: number }
  | {
      readonly kind: 'deposit-final';
      readonly transactionId: string;
      readonly address: string;
      readonly units: bigint;
      readonly sender: string;
      readonly seenAt: number;
      readonly finalAt: number;
      readonly checkpoint: string;
    }
  /**
   * Time of the ledger was not seen: no input is followed without a gap any more, and what each address has is read again. That
   * an input was created stays known.
   */
  | { readonly kind: 'ledger-skipped' }
  | { readonly kind: 'movement-added'; readonly request: SignedRequest }
  /** What many movements are asked for and approved by. Does nothing where it is known. */
  | { readonly kind: 'mandate-added'; readonly mandate: SignedMandate }
  /** The movement is part of the mandate of this digest; null: of none any more. */
  | { readonly kind: 'movement-mandated'; readonly id: string; readonly mandate: string | null }
  /** Ends the problem that was noted. */
  | {
      readonly kind: 'movement-moved';
      readonly id: string;
      readonly to: MovementState;
      readonly at: number;
    }
  | { readonly kind: 'movement-stopped'; readonly id: string; readonly at: number }
  | {
      readonly kind: 'movement-ruled';
      readonly id: string;
      readonly ruleId: string;
      readonly approvalsNeeded: number;
    }
  | {
      readonly kind: 'proposal-added';
      readonly movementId: string;
      readonly proposal: Proposal;
      readonly digest: string;
      readonly viewDigest: string;
      readonly digestText: string;
      readonly lastEpoch: bigint | null;
    }
  | { readonly kind: 'inputs-reserved'; readonly movementId: string; readonly keys: readonly string[] }
  | { readonly kind: 'inputs-released'; readonly movementId: string }
  /** These inputs are gone for good, whatever a node still lists. */
  | {
      readonly kind: 'inputs-spent';
      readonly keys: readonly string[];
      readonly transactionId: string;
      readonly checkpoint: string;
    }
  | {
      readonly kind: 'approval-added';
      readonly movementId: string;
      readonly approval: Approval;
      readonly at: number;
    }
  /** No approval that was given to the movement until now counts any more. */
  | { readonly kind: 'approvals-voided'; readonly movementId: string }
  /** Its bytes can happen no more, and others are built: it has none, and no rule. */
  | { readonly kind: 'proposal-dropped'; readonly movementId: string }
  | { readonly kind: 'rejection-added'; readonly movementId: string; readonly rejection: Rejection }
  | { readonly kind: 'rejections-sealed'; readonly movementIds: readonly string[] }
  | {
      readonly kind: 'transaction-added';
      readonly movementId: string;
      readonly transactionId: string;
      readonly signature: string;
      readonly fields: JsonValue;
      readonly ruleId: string;
      readonly signedAt: number;
      /** The epoch in which it has left the station last. */
      readonly leftEpoch: bigint | null;
    }
  /** What was signed for it can never happen, and it is signed anew: the journal alone knows of the signature. */
  | { readonly kind: 'transaction-dropped'; readonly movementId: string }
  /** Whatever was signed by these rules and a later time is dated to this one. */
  | { readonly kind: 'spends-redated'; readonly ruleIds: readonly string[]; readonly at: number }
  | { readonly kind: 'transaction-left'; readonly movementId: string; readonly epoch: bigint }
  | { readonly kind: 'transaction-sent'; readonly movementId: string; readonly at: number }
  | {
      readonly kind: 'transaction-final';
      readonly movementId: string;
      readonly at: number;
      readonly checkpoint: string;
      readonly feePaid: bigint;
    }
  /** An alarm about the books, by the entry that raised it; until it is settled nothing is built, approved or signed. */
  | {
      readonly kind: 'alarm-raised';
      readonly entry: number;
      readonly at: number;
      readonly count: number;
      readonly differences: readonly string[];
    }
  | { readonly kind: 'alarm-settled'; readonly entry: number; readonly at: number }
  | FlowChange
  | FactChange;

/** When the ledger did something: the time that its checkpoint names, milliseconds, and the checkpoint. */
export interface OnLedger {
  readonly transactionId: string;
  readonly at: number;
  readonly checkpoint: string;
  /** Left out: `one`. */
  readonly restsOn?: RestsOn;
}

/**
 * On whose word it stands that the ledger did something: the validators' certificates; two independent endpoints that told the
 * same; one endpoint.
 */
export const restsOnWords = ['validators', 'two', 'one'] as const;
export type RestsOn = (typeof restsOnWords)[number];

/** Money that came to a vault or went from it, for statements and charts. What is known already is not added again. */
export type FlowChange =
  | (OnLedger & {
      readonly kind: 'flow-deposit';
      readonly address: string;
      readonly units: bigint;
      readonly sender: string;
    })
  /** A payment of ours. One that had no effect cost its fee only. */
  | (OnLedger & {
      readonly kind: 'flow-payment';
      readonly movementId: string;
      readonly succeeded: boolean;
      readonly fee: bigint;
    })
  /** A transaction that no movement knows: what it changed at own addresses. */
  | (OnLedger & {
      readonly kind: 'flow-unknown';
      readonly changes: readonly { readonly address: string; readonly units: bigint }[];
    })
  /** An address that may have money from before this treasury followed the ledger. */
  | { readonly kind: 'address-restored'; readonly address: string; readonly at: number };

/** What the ledger showed and this station noted, without a journal entry. */
export type FactChange =
  /**
   * A checkpoint touched the address: what it has is read again, also after a crash.
   * @member by the transaction, where it paid the address: what is read has something of it; a later one touches it again
   */
  | { readonly kind: 'address-touched'; readonly address: string; readonly by?: string }
  /**
   * What a transaction in a proven checkpoint did to inputs of own addresses: the only thing that changes what is known to be
   * proven. Where an address was never read whole, it is to be.
   */
  | {
      readonly kind: 'inputs-moved';
      readonly checkpoint: string;
      readonly consumed: readonly Pick<InputEvidence, 'key' | 'owner'>[];
      readonly created: readonly InputEvidence[];
    }
  /**
   * Certified effects in an earlier checkpoint made these inputs of an address: that nothing has spent them since stays a node's
   * word. Of one that is proven, or is there no more, nothing changes.
   */
  | {
      readonly kind: 'inputs-existed';
      readonly owner: string;
      readonly checkpoint: string;
      readonly keys: readonly string[];
    }
  /** Nothing that is signed tells that these inputs were created: they are forgotten, until the ledger is followed again. */
  | { readonly kind: 'inputs-forgotten'; readonly keys: readonly string[] }
  /** What a node has told of an address counts no more until it is read again; what the ledger has proven stays. */
  | { readonly kind: 'reading-forgotten'; readonly owner: string }
  /**
   * All that an address has by one node's word. What the ledger has proven stays, listed or not; an input that is spent stays
   * away.
   */
  | { readonly kind: 'holdings-read'; readonly owner: string; readonly inputs: readonly InputEvidence[] }
  | {
      readonly kind: 'deposit-seen';
      readonly transactionId: string;
      readonly address: string;
      readonly units: bigint;
      readonly sender: string;
      readonly at: number;
    }
  /** Nothing that is signed tells of this deposit that was seen: it is forgotten, until it is seen again. */
  | { readonly kind: 'deposit-forgotten'; readonly transactionId: string; readonly address: string }
  | { readonly kind: 'movement-problem'; readonly id: string; readonly problem: Problem | null }
  /** @member digest of checkpoint `next - 1`; null where none was read yet */
  | {
      readonly kind: 'cursor-moved';
      readonly next: bigint;
      readonly at: number;
      readonly digest: string | null;
    }
  /** The ledger has come into another epoch, by the checkpoints that were taken in. */
  | { readonly kind: 'epoch-reached'; readonly epoch: bigint; readonly at: number }
  /** No checkpoint was taken in yet, by what is signed. */
  | { readonly kind: 'epoch-forgotten' }
  /** What the ledger is proven with from here on: `LedgerProof.kept` of a checkpoint that was taken in. */
  | { readonly kind: 'proof-kept'; readonly kept: string }
  | { readonly kind: 'proof-forgotten' }
  | { readonly kind: 'password-failed'; readonly ownerId: string; readonly at: number }
  | { readonly kind: 'password-failures-forgotten'; readonly ownerId: string };

export type ChangeKind = Change['kind'];
