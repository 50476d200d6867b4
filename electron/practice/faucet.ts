import * as v from 'valibot';
import { NANOS_PER_IOTA } from '../chains/iota/pure/nanos.ts';
import type { Ledger } from './ledger.ts';
import { pay } from './payment.ts';
import { idParam } from './rpc/rpc-method.ts';
import type { Executed } from './store/transaction-table.ts';

/** What one request gives, nanos: 1000 IOTA. */
export const FAUCET_NANOS = 1_000n * NANOS_PER_IOTA;

/** So many of the newest tasks have a status. */
const TASKS_TOLD = 1_000;

export interface FaucetReply {
  readonly status: number;
  readonly body: object;
}

const requestSchema = v.object({ FixedAmountRequest: v.object({ recipient: idParam }) });

/**
 * The faucet of a local network, as the SDK's faucet client speaks to it. A task of the batch form is done when it is
 * answered; its id is the transaction's digest in the form of a UUID.
 * @param body the parsed JSON of a POST; undefined for a GET
 * @returns null for a path that is not the faucet's
 */
export function askFaucet(ledger: Ledger, path: string, body: unknown): FaucetReply | null {
  const status = /^\/v1\/status\/([0-9a-f-]{36})$/.exec(path);
  if (status && body === undefined) return taskStatus(ledger, status[1]!);
  if (path !== '/gas' && path !== '/v1/gas') return null;
  const parsed = v.safeParse(requestSchema, body);
  if (!parsed.success) {
    return { status: 422, body: { error: 'expected FixedAmountRequest with a recipient' } };
  }
  const paid = pay(ledger, ledger.genesis.faucet, parsed.output.FixedAmountRequest.recipient, FAUCET_NANOS);
  if (!paid.ok) return { status: 500, body: { transferredGasObjects: [], error: paid.error.message } };
  return path === '/gas'
    ? { status: 201, body: { transferredGasObjects: sentCoins(paid.value), error: null } }
    : { status: 202, body: { task: taskOf(paid.value.digest), error: null } };
}

function taskStatus(ledger: Ledger, task: string): FaucetReply {
  const newest = { after: null, limit: TASKS_TOLD, descending: true };
  const recorded = ledger
    .of(ledger.genesis.faucet.address, 'sent', newest)
    .find(({ digest }) => taskOf(digest) === task);
  if (!recorded) return { status: 404, body: { error: 'task unknown' } };
  const executed = ledger.executed(recorded);
  const sent = { status: 'SUCCEEDED', transferred_gas_objects: { sent: sentCoins(executed) } };
  return { status: 200, body: { status: sent, error: null } };
}

function sentCoins(executed: Executed): object[] {
  return executed.effects.created.map((coin) => ({
    amount: Number(coin.balance),
    id: coin.id,
    transferTxDigest: executed.digest,
  }));
}

function taskOf(digest: string): string {
  const hex = Buffer.from(digest, 'utf8').toString('hex').slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
