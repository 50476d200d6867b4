import { base58 } from '@scure/base';
import type { Fault } from './faults.ts';
import { answer, type RpcResult } from './rpc-error.ts';

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
  return inCheckpoints(result, (checkpoint) => {
    const transactions = checkpoint['transactions'] as readonly string[];
    return {
      ...checkpoint,
      transactions: transactions.length > 1 ? transactions.slice(0, -1) : transactions,
    };
  });
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

/** Checkpoints a second later than they were, under their true digests. */
export function withAlteredSummary(result: unknown): unknown {
  return inCheckpoints(result, (checkpoint) => ({
    ...checkpoint,
    timestampMs: (Number(checkpoint['timestampMs']) + 1_000).toString(),
  }));
}

/** Checkpoints of another history, which leaves the true one at the fault's. */
export function withFork(result: unknown, { from = 1 }: Fault): unknown {
  return inCheckpoints(result, (checkpoint) => {
    const sequence = Number(checkpoint['sequenceNumber']);
    if (sequence < from) return checkpoint;
    const previous = checkpoint['previousDigest'];
    return {
      ...checkpoint,
      digest: twinOf(String(checkpoint['digest'])),
      ...(sequence > from && { previousDigest: twinOf(String(previous)) }),
    };
  });
}

/** Transactions whose payees got more, or less, or were others. */
export function withAlteredEffects(result: unknown, fault: Fault): unknown {
  if (Array.isArray(result)) return result.map((one) => withAlteredEffects(one, fault));
  if (!isRecord(result)) return result;
  if (Array.isArray(result['data'])) return { ...result, data: withAlteredEffects(result['data'], fault) };
  const changes = result['balanceChanges'];
  if (!Array.isArray(changes)) return result;
  const { address, nanos = '1000000000' } = fault;
  return {
    ...result,
    balanceChanges: changes.map((change) => {
      if (!isRecord(change) || BigInt(String(change['amount'])) <= 0n) return change;
      if (address !== undefined) return { ...change, owner: { AddressOwner: address } };
      return { ...change, amount: (BigInt(String(change['amount'])) + BigInt(nanos)).toString() };
    }),
  };
}

/** Checkpoints with the twin of their last transaction behind it: {@link asInvented} tells what it did. */
export function withInvention(result: unknown): unknown {
  return inCheckpoints(result, (checkpoint) => {
    const transactions = checkpoint['transactions'] as readonly string[];
    const last = transactions.at(-1);
    return last === undefined ? checkpoint : { ...checkpoint, transactions: [...transactions, twinOf(last)] };
  });
}

/**
 * Transactions by their digests, those of twins too: they did once more what the true ones did.
 * @param read tells of those that there are
 */
export function asInvented(
  digests: readonly string[],
  isKnown: (digest: string) => boolean,
  read: (digests: readonly string[]) => RpcResult<unknown>,
): RpcResult<unknown> {
  const models = digests.map((digest) => (isKnown(digest) ? digest : twinOf(digest)));
  const different = [...new Set(models)];
  const told = read(different);
  if (!told.ok || !Array.isArray(told.value)) return told;
  const all: readonly unknown[] = told.value;
  return answer(digests.map((digest, at) => named(all[different.indexOf(models[at] ?? '')], digest)));
}

function named(view: unknown, digest: string): unknown {
  if (!isRecord(view)) return view;
  const { effects } = view;
  return {
    ...view,
    digest,
    ...(isRecord(effects) && { effects: { ...effects, transactionDigest: digest } }),
  };
}

/** Another digest, made of this one; its own twin is this one. */
function twinOf(digest: string): string {
  const bytes = base58.decode(digest);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
  return base58.encode(bytes);
}

type Told = Readonly<Record<string, unknown>>;

/** An answer with each checkpoint in it changed, whether it is one or a page of them. */
function inCheckpoints(result: unknown, change: (checkpoint: Told) => unknown): unknown {
  if (!isRecord(result)) return result;
  const { data } = result;
  if (Array.isArray(data)) return { ...result, data: data.map((one) => inCheckpoints(one, change)) };
  return typeof result['sequenceNumber'] === 'string' && Array.isArray(result['transactions'])
    ? change(result)
    : result;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
