import { requireOwnAddress } from '../console/addresses/list-addresses.ts';
import { isRecord } from '../core/json.ts';
import { parseAmount } from '../core/money.ts';
import { isPractice } from '../core/network-id.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { Desk } from './desk.ts';

/** Practice networks only: has the practice node's customer pay one of our addresses. Amount in whole units, as typed. */
export async function practiceDeposit(
  desk: Pick<Desk, 'treasury' | 'books' | 'chain' | 'line'>,
  { address, amount: typed }: { readonly address: string; readonly amount: string },
): Promise<Result<void>> {
  if (!isPractice(desk.treasury.network.id)) {
    return refuse('practice-only', 'play money exists on practice networks only');
  }
  const units = parseAmount(typed, desk.chain.asset);
  if (!units.ok) return units;
  const own = await requireOwnAddress(desk, address);
  if (!own.ok) return own;
  return payFromOutside(desk.line.line.url, own.value.address, units.value);
}

/** Calls the practice node's own method `practice_deposit`. */
async function payFromOutside(url: string, recipient: string, units: bigint): Promise<Result<void>> {
  let reply: unknown;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'practice_deposit',
        params: [{ recipient, amount: units.toString() }],
      }),
      signal: AbortSignal.timeout(10_000),
    });
    reply = await response.json();
  } catch {
    return refuse('node-unreachable', 'the practice node does not answer');
  }
  const error = isRecord(reply) ? reply['error'] : null;
  if (!error) return ok(undefined);
  const message = isRecord(error) ? error['message'] : null;
  return refuse('node-rejected', String(message ?? 'the practice node refused').slice(0, 300));
}
