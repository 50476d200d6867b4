import { parseAmount } from '../core/money.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { Treasury } from './treasury.ts';

/** Practice networks alone: has the practice node's customer pay an own address. Amount in IOTA, as typed. */
export async function practiceDeposit(
  { file, store, network }: Treasury,
  { address, amount: typed }: { readonly address: string; readonly amount: string },
): Promise<Result<void>> {
  if (file.network.id !== 'iota:practice')
    return refuse('practice-only', 'play money exists on practice networks alone');
  const amount = parseAmount(typed);
  if (!amount.ok) return amount;
  if (!store.accounts.find(address))
    return refuse('account-unknown', 'this address is none of this treasury');
  return payFromOutside(network.url, address, amount.value);
}

/** Calls the practice node's own method `practice_deposit`. */
async function payFromOutside(url: string, recipient: string, amount: bigint): Promise<Result<void>> {
  let reply: { error?: { message?: unknown } };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'practice_deposit',
        params: [{ recipient, amount: amount.toString() }],
      }),
      signal: AbortSignal.timeout(10_000),
    });
    reply = (await response.json()) as typeof reply;
  } catch {
    return refuse('node-unreachable', 'the practice node does not answer');
  }
  if (reply.error)
    return refuse('node-rejected', String(reply.error.message ?? 'the practice node refused').slice(0, 300));
  return ok(undefined);
}
