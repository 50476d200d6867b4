import * as v from 'valibot';
import { iotaAddressSchema } from '../chains/iota/pure/address-schema.ts';
import { answer, fail, type RpcResult, rpcCodes } from './rpc-error.ts';

/**
 * Of executions: no answer ever, before or after acceptance; the process dies, before or after acceptance; half of the
 * validators' votes, so that a second transaction over the coin locks it; a sender whom validators deny; an object that two
 * transactions have locked until the epoch ends; an execution that is told to have been final before, with other signatures.
 */
const executionOnly = [
  'hangBefore',
  'hangAfter',
  'crashBefore',
  'crashAfter',
  'splitVote',
  'deniedAddress',
  'lockedObject',
  'otherSignatures',
] as const;

/**
 * Of JSON-RPC: lists whose entries come twice, the earlier answer to the same question, a balance that is none, a payment in
 * each checkpoint that nobody made; one coin more of each address that has any, one less, somebody else's.
 */
const jsonOnly = [
  'duplicate',
  'stale',
  'lyingBalance',
  'inventedPayment',
  'inventedCoin',
  'hiddenCoin',
  'foreignCoin',
] as const;

/** Of gRPC, lies about what validators certified: a certificate of something else, of too few, or of nobody's committee. */
const grpcOnly = ['forgedCertificate', 'shortCertificate', 'otherCommittee', 'resourceExhausted'] as const;

/**
 * What can be made to go wrong; of any call: an answer that takes long, a connection that ends, too many requests, a web
 * page instead, no answer ever (of a stream: none after its first checkpoint), another chain, a transaction left out of its
 * checkpoint, one whose checkpoint is not known yet, a newest checkpoint that is some old, another summary under the true
 * digest or certificate, other effects, coins of other amounts, another history (by gRPC truly certified).
 */
export const faultKinds = [
  'delay',
  'drop',
  'http429',
  'html',
  'stall',
  'wrongChain',
  'hiddenTransaction',
  'lateIndex',
  'olderLatest',
  'alteredSummary',
  'alteredEffects',
  'alteredObject',
  'fork',
  ...jsonOnly,
  ...grpcOnly,
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
  /**
   * What a `lyingBalance`, an `alteredObject` or, by JSON-RPC, `alteredEffects` adds, nanos, may be negative; what an `inventedCoin`
   * has; one IOTA without it.
   */
  nanos: v.optional(v.pipe(v.string(), v.regex(/^-?[0-9]{1,19}$/, 'expected nanos'))),
  /** Who is denied, whom `alteredEffects` by JSON-RPC name as the payee, or who is said to own a `foreignCoin`. */
  address: v.optional(iotaAddressSchema),
  /** What is locked. */
  object: v.optional(iotaAddressSchema),
  /** The first checkpoint of a `fork`; 1 without it. */
  from: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  /** How many checkpoints an `olderLatest` goes back; 1 without it. */
  checkpoints: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
});

export type Fault = Readonly<v.InferOutput<typeof faultSchema>>;

/** The faults that one call meets, one of each kind. */
export type MetFaults = ReadonlyMap<FaultKind, Fault>;

/** The faults that are on. */
export interface FaultBox {
  /** Replaces all faults. A crash is refused by a node that lives in its caller's process. */
  set(faults: readonly Fault[]): RpcResult<unknown>;
  /** The faults that one call of a method meets, one of each kind; each use counts. */
  take(method: string): MetFaults;
  /** What was locked until the epoch ends is free. */
  epochEnded(): void;
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
    epochEnded() {
      active = active.filter(({ fault }) => fault.kind !== 'lockedObject');
    },
  };
}

/** The executions, and the calls that tell which network this is and how far it has come. */
const executions: readonly string[] = ['iota_executeTransactionBlock', 'ExecuteTransactions'];
const namesChain: readonly string[] = ['iota_getChainIdentifier', 'GetServiceInfo'];

/** gRPC's methods begin with a capital letter, JSON-RPC's with the name of their API. */
const isGrpc = (method: string): boolean => /^[A-Z]/.test(method);

function concerns({ kind, method: only }: Fault, method: string): boolean {
  if (only !== undefined && only !== method) return false;
  const isOf = (kinds: readonly string[]) => kinds.includes(kind);
  if (isOf(executionOnly)) return executions.includes(method);
  if (isOf(jsonOnly) && isGrpc(method)) return false;
  if (isOf(grpcOnly) && !isGrpc(method)) return false;
  if (kind === 'wrongChain') return namesChain.includes(method);
  if (kind === 'lyingBalance') return method === 'iotax_getBalance' || method === 'iotax_getAllBalances';
  return true;
}
