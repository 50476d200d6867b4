import * as v from 'valibot';
import type { FaultBox } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import { fail, type RpcResult, rpcCodes } from '../rpc-error.ts';

/** What a method may use. */
export interface RpcContext {
  readonly ledger: Ledger;
  readonly faults: FaultBox;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

type RpcMethod = (params: readonly unknown[], context: RpcContext) => RpcResult<unknown>;
export type RpcMethods = Readonly<Record<string, RpcMethod>>;

/** Makes a method that sees its parameters only after the schema of the whole list has let them pass. */
export function method<const S extends v.GenericSchema>(
  schema: S,
  handle: (params: v.InferOutput<S>, context: RpcContext) => RpcResult<unknown>,
): RpcMethod {
  return (params, context) => {
    const parsed = v.safeParse(schema, params, { abortEarly: true });
    if (parsed.success) return handle(parsed.output, context);
    const [issue] = parsed.issues;
    return fail(
      rpcCodes.invalidParams,
      `Invalid params: ${v.getDotPath(issue) ?? 'list'}: expected ${issue.expected ?? issue.message}`,
    );
  };
}

/** No more than so many entries come in one page, whatever was asked for. */
export const PAGE_LIMIT = 50;

/** An address or object id as the official node takes it: any case, leading zeros left out or not. */
export const idParam = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-fA-F]{1,64}$/, 'expected 0x and up to 64 hex digits'),
  v.transform((text) => `0x${text.slice(2).toLowerCase().padStart(64, '0')}`),
);
export const digestParam = v.pipe(
  v.string(),
  v.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/, 'expected 32 bytes in base58'),
);
export const limitParam = v.nullish(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));
const flag = v.optional(v.boolean());
export const objectOptionsParam = v.nullish(
  v.object({
    showType: flag,
    showOwner: flag,
    showPreviousTransaction: flag,
    showStorageRebate: flag,
    showBcs: flag,
    showContent: flag,
  }),
);
export const transactionOptionsParam = v.nullish(
  v.object({
    showInput: flag,
    showRawInput: flag,
    showEffects: flag,
    showEvents: flag,
    showObjectChanges: flag,
    showRawEffects: flag,
    showBalanceChanges: flag,
  }),
);

/** The page size that a node makes of a wish: none, zero and too many all mean the most. */
export function pageSize(wish: number | null | undefined): number {
  return !wish || wish > PAGE_LIMIT ? PAGE_LIMIT : wish;
}
