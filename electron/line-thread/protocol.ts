import type { Line, LineOptions } from '../chains/line.ts';
import type { Refusal } from '../core/result.ts';
import type { Piece } from './pieces.ts';

/** What of a line the thread answers: everything that asks a node. The compiler keeps the list complete. */
export const lineVerbs = {
  genesis: true,
  terms: true,
  fields: true,
  holdings: true,
  latestCheckpoint: true,
  about: true,
  checkpoints: true,
  received: true,
  submit: true,
  outlook: true,
  provenSpend: true,
} as const satisfies Record<Exclude<keyof Line, 'network' | 'url' | 'confirm' | 'nodeTime'>, true>;
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

/** `nodeAt`: see `Line.nodeTime`, at this moment. */
export type LineAnswer = { readonly id: number; readonly nodeAt: number | null } & (
  | { readonly kind: 'piece'; readonly piece: Piece; readonly last: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** A bug. */
  | { readonly kind: 'thrown'; readonly message: string }
);
