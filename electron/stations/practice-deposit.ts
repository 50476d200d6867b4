import { callPracticeNode } from '../chains/iota/online/call-practice-node.ts';
import { requireOwnAddress } from '../console/addresses/list-addresses.ts';
import { parseAmount } from '../core/money.ts';
import { isPractice } from '../core/network-id.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { Desk } from './desk.ts';

/** Practice networks only: has the practice node's customer pay one of our addresses. Amount in whole units, as typed. */
export async function practiceDeposit(
  desk: Pick<Desk, 'treasury' | 'books' | 'attested' | 'chain' | 'line'>,
  { address, amount: typed }: { readonly address: string; readonly amount: string },
): Promise<Result<void>> {
  const practice = requirePractice(desk);
  if (!practice.ok) return practice;
  const units = parseAmount(typed, desk.chain.asset);
  if (!units.ok) return units;
  const own = await requireOwnAddress(desk, address);
  if (!own.ok) return own;
  const payment = { recipient: own.value.address, amount: units.value.toString() };
  return callPracticeNode(practice.value, 'practice_deposit', [payment], desk.line);
}

/** Practice networks only: ends the present epoch, as a real network does about once a day. */
export async function endPracticeEpoch(desk: Pick<Desk, 'treasury' | 'line'>): Promise<Result<void>> {
  const practice = requirePractice(desk);
  if (!practice.ok) return practice;
  const ended = await callPracticeNode(practice.value, 'practice_advanceEpoch', [], desk.line);
  if (ended.ok) await desk.line.follow();
  return ended;
}

function requirePractice({ treasury, line }: Pick<Desk, 'treasury' | 'line'>): Result<string> {
  if (!isPractice(treasury.network.id)) {
    return refuse('practice-only', 'play money and epochs on demand exist on practice networks only');
  }
  const url = line.practiceUrl();
  return url === null
    ? refuse('practice-by-grpc', `expected a practice node that is asked by JSON-RPC, got ${line.line.url}`)
    : ok(url);
}
