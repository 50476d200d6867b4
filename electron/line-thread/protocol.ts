import type { Line, LineOptions } from '../chains/line.ts';
import type { Refusal } from '../core/result.ts';
import type { Piece } from './pieces.ts';

/** What of a line the thread answers: everything that asks a node. The compiler keeps the list complete. */
export const lineVerbs = {
  genesis: true,
  terms: true,
  fields: true,
  holdings: true,
  others: true,
  latestCheckpoint: true,
  about: true,
  checkpoints: true,
  closings: true,
  creations: true,
  certified: true,
  received: true,
  submit: true,
  outlook: true,
  provenSpend: true,
} as const satisfies Record<
  Exclude<keyof Line, 'network' | 'url' | 'most' | 'proves' | 'confirm' | 'nodeTime' | 'lowest' | 'quietMs'>,
  true
>;
export type LineVerb = keyof typeof lineVerbs;

/** A question to the thread, or that it goes on with the answer to one. */
export type LineCall =
  | {
      readonly id: number;
      /** Which line of the process, and how it is made where the thread does not have it yet. */
      readonly line: number;
      readonly options: Omit<LineOptions, 'fetch'>;
      readonly verb: LineVerb;
      readonly args: readonly unknown[];
    }
  | { readonly id: number; readonly verb: 'more' };

/** What a line knows of its node beside its answers. */
export interface Told {
  /** See `Line.nodeTime`, at this moment. */
  readonly nodeAt: number | null;
  /** See `Line.lowest`. */
  readonly lowest: bigint | null;
  /** See `Line.quietMs`, at this moment. */
  readonly quietMs: number;
}

export type LineAnswer = { readonly id: number; readonly told: Told } & (
  | { readonly kind: 'piece'; readonly piece: Piece; readonly last: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** A bug. */
  | { readonly kind: 'thrown'; readonly message: string }
);
