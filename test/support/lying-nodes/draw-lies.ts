import type { Fault, FaultKind } from '../../../electron/practice/faults.ts';

type Draw = (below: number) => number;

/** Lies about what validators certified, and what is left out of it. */
const lies = [
  'forgedCertificate',
  'shortCertificate',
  'otherCommittee',
  'alteredSummary',
  'alteredEffects',
  'alteredObject',
  'hiddenTransaction',
  'lateIndex',
  'olderLatest',
  'wrongChain',
  'fork',
] as const satisfies readonly FaultKind[];

/** Ways not to answer. Those that take their time come less often. */
const failures = [
  'drop',
  'html',
  'drop',
  'html',
  'resourceExhausted',
  'http429',
  'stall',
] as const satisfies readonly FaultKind[];

/** Lies by JSON-RPC that would credit too much, or too little. */
const wrongCredits = [
  'inventedPayment',
  'alteredEffects',
  'alteredEffects',
  'hiddenTransaction',
] as const satisfies readonly FaultKind[];

/** Lies by JSON-RPC about what addresses have: lists, objects and balances that fit each other. */
const wrongCoins = [
  'inventedCoin',
  'hiddenCoin',
  'alteredObject',
  'foreignCoin',
] as const satisfies readonly FaultKind[];

const jsonLies = [
  'alteredSummary',
  'fork',
  'lateIndex',
  'olderLatest',
  'wrongChain',
  'duplicate',
  'stale',
  'lyingBalance',
] as const satisfies readonly FaultKind[];

const jsonFailures = [
  'drop',
  'html',
  'drop',
  'html',
  'http429',
  'stall',
] as const satisfies readonly FaultKind[];

const jsonMethods = [
  'iota_getCheckpoints',
  'iota_multiGetTransactionBlocks',
  'iota_getLatestCheckpointSequenceNumber',
  'iota_getChainIdentifier',
  'iotax_queryTransactionBlocks',
  'iotax_getCoins',
] as const;

/** Lies of JSON-RPC, which a line by gRPC must never come to hear. */
const unheard = ['lyingBalance', 'duplicate', 'stale'] as const satisfies readonly FaultKind[];

const methods = [
  'StreamCheckpoints',
  'GetObjects',
  'GetCheckpoint',
  'GetEpoch',
  'GetServiceInfo',
  'ListOwnedObjects',
] as const;

/**
 * What the node does from now on: one to three faults, each of some calls or of all, of one method or of any.
 * @param known the last checkpoint that the station has proven: two certified histories after it would be the validators'
 * fault, and no node's
 */
export function drawLies(draw: Draw, known: bigint): Fault[] {
  return Array.from({ length: 1 + draw(3) }, () => drawFault(draw, known));
}

/**
 * The same of a node by JSON-RPC.
 * @param own addresses of the treasury: what others were paid is said to have been paid to one of them
 */
export function drawJsonLies(draw: Draw, known: bigint, own: readonly string[]): Fault[] {
  return Array.from({ length: 1 + draw(2) }, () => drawJsonFault(draw, known, own));
}

function drawJsonFault(draw: Draw, known: bigint, own: readonly string[]): Fault {
  const of = <T>(list: readonly T[]): T => list[draw(list.length)] as T;
  const kind = of(of([wrongCredits, wrongCredits, wrongCoins, wrongCoins, jsonLies, jsonLies, jsonFailures]));
  const method = draw(3) === 0 ? { method: of(jsonMethods) } : {};
  const some = 'method' in method && draw(2) === 0 ? { times: 1 + draw(3) } : {};
  const nanos = of(['1', '-1', '1000000000', '999999999999999', '-5000000000']);
  switch (kind) {
    case 'fork':
      return { kind, from: 1 + draw(Number(known < 0n ? 0n : known) + 4) };
    case 'olderLatest':
      return { kind, ...some, checkpoints: 1 + draw(5) };
    case 'alteredEffects':
      return { kind, ...some, ...(draw(2) === 0 ? { nanos } : { address: of(own) }) };
    case 'foreignCoin':
      return { kind, ...some, address: of(own) };
    case 'lyingBalance':
    case 'inventedCoin':
    case 'alteredObject':
      return { kind, ...some, ...method, nanos };
    // Each of these waits: a second or more of real time.
    case 'http429':
    case 'stall':
      return { kind, ...method, times: 1 };
    default:
      return { kind, ...some, ...method };
  }
}

function drawFault(draw: Draw, known: bigint): Fault {
  const of = <T>(list: readonly T[]): T => list[draw(list.length)] as T;
  const kind = of(of([lies, lies, lies, lies, ['fork'] as const, failures, unheard]));
  const method = draw(3) === 0 ? { method: of(methods) } : {};
  // Of some calls alone: of those to one method, for any call uses them up.
  const some = 'method' in method && draw(2) === 0 ? { times: 1 + draw(3) } : {};
  switch (kind) {
    case 'fork':
      return known < 1n ? { kind: 'alteredSummary' } : { kind, from: 1 + draw(Number(known)) };
    case 'olderLatest':
      return { kind, times: 1 + draw(3), method: 'GetServiceInfo', checkpoints: 1 + draw(5) };
    case 'alteredObject':
    case 'lyingBalance':
      return {
        kind,
        ...some,
        ...method,
        nanos: of(['1', '-1', '1000000000', '999999999999999', '-5000000000']),
      };
    // Each of these waits: a second or more of real time.
    case 'http429':
    case 'resourceExhausted':
    case 'stall':
      return { kind, ...method, times: 1 };
    default:
      return { kind, ...some, ...method };
  }
}
