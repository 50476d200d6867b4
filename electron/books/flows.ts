import type { RestsOn } from '../core/projection/change.ts';
import type { MovementKind } from '../core/proposal/request.ts';

/** Why money came to a vault or went from it. `unknown`: by a transaction that no movement knows. */
export const flowKinds = ['deposit', 'withdrawal', 'sweep', 'fee', 'unknown'] as const;
export type FlowKind = (typeof flowKinds)[number];

/** Money that came to a vault, or went from it (below zero), by a checkpoint. */
export interface Flow {
  readonly transactionId: string;
  readonly vaultId: string;
  readonly kind: FlowKind;
  /** The own address; null where the vault as a whole paid. */
  readonly address: string | null;
  readonly alias: string | null;
  /** Base units. */
  readonly units: bigint;
  /** The time that its checkpoint names, milliseconds. */
  readonly at: number;
  readonly checkpoint: string;
  readonly movementId: string | null;
  /** What the movement is. */
  readonly movementKind: MovementKind | null;
  readonly reference: string | null;
  /** Who paid, or was paid. */
  readonly party: string | null;
  readonly restsOn: RestsOn;
}

/** What came and what went, base units, neither below zero. */
export interface CameWent {
  readonly came: bigint;
  readonly went: bigint;
}

/** What one vault had at two moments by the flows, and what happened between them. Base units. */
export interface VaultStatement {
  readonly vaultId: string;
  readonly opening: bigint;
  readonly flows: Readonly<Record<FlowKind, CameWent>>;
  /** Found at addresses that were restored in this time: there before this treasury followed the ledger. */
  readonly found: bigint;
  /** By the sums that are kept, not by adding the flows above. */
  readonly closing: bigint;
  /** What its proven inputs come to now, less all flows until now and what was found. */
  readonly unexplained: bigint;
}

/** What flows of a quarter of an hour come to. */
export interface FlowQuarter extends CameWent {
  readonly vaultId: string;
  /** Milliseconds. */
  readonly begins: number;
  readonly kind: FlowKind;
}

/** The span of a statement: from a moment on, up to another that is not in it. Milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Money that came and went, as statements and charts read it. */
export interface Flows {
  /** Every vault that has accounts. */
  statement(span: Span): Promise<readonly VaultStatement[]>;
  /** Flows of a span in the order of the ledger, from an offset on. */
  list(
    span: Span,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly rows: readonly Flow[] }>;
  /** On whose word a transaction is final; null for one that nothing came or went by. */
  restsOn(transactionId: string): Promise<RestsOn | null>;
  quarters(span: Span): Promise<readonly FlowQuarter[]>;
}
