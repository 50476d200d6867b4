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
