import type { Fault } from './faults.ts';

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

/** A newest checkpoint that is some older. */
export function withOlderLatest(result: unknown, fault: Fault): unknown {
  if (typeof result !== 'string') return result;
  return Math.max(0, Number(result) - (fault.checkpoints ?? 1)).toString();
}

/** Checkpoints without their last payment: the prologue alone is not worth hiding. */
export function withHiddenTransaction(result: unknown): unknown {
  if (!isRecord(result)) return result;
  if (Array.isArray(result['data'])) return { ...result, data: result['data'].map(withHiddenTransaction) };
  const { transactions } = result;
  if (typeof result['sequenceNumber'] !== 'string' || !Array.isArray(transactions)) return result;
  return { ...result, transactions: transactions.length > 1 ? transactions.slice(0, -1) : transactions };
}

/** Transactions without the checkpoint in which they are. */
export function withLateIndex(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(withLateIndex);
  if (!isRecord(result)) return result;
  if (Array.isArray(result['data'])) return { ...result, data: result['data'].map(withLateIndex) };
  if (typeof result['digest'] !== 'string' || !('timestampMs' in result)) return result;
  const { checkpoint: _, timestampMs: __, ...rest } = result;
  // A checkpoint has a time too, and no checkpoint that it is in.
  return 'checkpoint' in result ? rest : result;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
