import * as v from 'valibot';
import { answer, fail, type RpcResult, rpcCodes } from './rpc-error.ts';

const executionOnly = ['hangBefore', 'hangAfter', 'crashBefore', 'crashAfter', 'splitVote'] as const;

/**
 * What can be made to go wrong. Of executions only: no answer ever, before or after acceptance; the process dies,
 * before or after acceptance; half of the validators' votes, so that a second transaction over the coin locks it.
 */
const faultKinds = [
  'delay',
  'drop',
  'http429',
  'html',
  'duplicate',
  'stale',
  'lyingBalance',
  'wrongChain',
  ...executionOnly,
] as const;

export type FaultKind = (typeof faultKinds)[number];

export const faultSchema = v.strictObject({
  kind: v.picklist(faultKinds),
  /** This method only. */
  method: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** So many calls; until cleared without it. */
  times: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  /** How long a `delay` takes; 1000 without it. */
  milliseconds: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(600_000))),
  /** What a `lyingBalance` adds, nanos, may be negative; one IOTA without it. */
  nanos: v.optional(v.pipe(v.string(), v.regex(/^-?[0-9]{1,19}$/, 'expected nanos'))),
});

export type Fault = Readonly<v.InferOutput<typeof faultSchema>>;

/** The faults that are on. */
export interface FaultBox {
  /** Replaces all faults. A crash is refused by a node that lives in its caller's process. */
  set(faults: readonly Fault[]): RpcResult<unknown>;
  /** The faults that one call of a method meets, one of each kind; each use counts. */
  take(method: string): ReadonlyMap<FaultKind, Fault>;
}

/** @param canCrash whether the process is this node's own to kill */
export function createFaultBox(canCrash: boolean): FaultBox {
  let active: { readonly fault: Fault; left: number }[] = [];
  return {
    set(faults) {
      if (!canCrash && faults.some(({ kind }) => kind === 'crashBefore' || kind === 'crashAfter')) {
        return fail(rpcCodes.invalidParams, 'only a practice node in a process of its own can crash');
      }
      active = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
      return answer({ faults: faults.length });
    },
    take(method) {
      const met = new Map<FaultKind, Fault>();
      if (method.startsWith('practice_')) return met;
      for (const entry of active) {
        const { kind } = entry.fault;
        if (met.has(kind) || !concerns(entry.fault, method)) continue;
        met.set(kind, entry.fault);
        entry.left -= 1;
      }
      active = active.filter(({ left }) => left > 0);
      return met;
    },
  };
}

function concerns({ kind, method: only }: Fault, method: string): boolean {
  if (only !== undefined && only !== method) return false;
  if ((executionOnly as readonly string[]).includes(kind)) return method === 'iota_executeTransactionBlock';
  if (kind === 'wrongChain') return method === 'iota_getChainIdentifier';
  if (kind === 'lyingBalance') return method === 'iotax_getBalance' || method === 'iotax_getAllBalances';
  return true;
}

/** A true result with every stated total changed. */
export function withLyingBalance(result: unknown, fault: Fault): unknown {
  if (Array.isArray(result)) return result.map((one) => withLyingBalance(one, fault));
  if (!isRecord(result) || typeof result['totalBalance'] !== 'string') return result;
  const lie = BigInt(result['totalBalance']) + BigInt(fault.nanos ?? '1000000000');
  return { ...result, totalBalance: (lie < 0n ? 0n : lie).toString() };
}

/** Another chain's identifier. */
export function withWrongChain(result: unknown): unknown {
  return typeof result === 'string'
    ? ((Number.parseInt(result, 16) ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
    : result;
}

/** A true result with every entry of its list given twice. */
export function withDuplicates(result: unknown): unknown {
  const twice = (list: readonly unknown[]) => list.flatMap((entry) => [entry, entry]);
  if (Array.isArray(result)) return twice(result);
  return isRecord(result) && Array.isArray(result['data'])
    ? { ...result, data: twice(result['data']) }
    : result;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
