import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Fault } from '../../electron/practice/faults.ts';
import type { Gift } from '../../electron/practice/gift.ts';
import { startPracticeNode } from '../../electron/practice/practice-node.ts';

/** A practice node that a test drives. */
export interface TreasuryNode {
  readonly url: string;
  /** For gRPC. */
  readonly grpcUrl: string;
  readonly chain: string;
  /** As a policy pins it. */
  readonly trustRoot: string;
  /** Replaces all faults; without any, the node is well again. */
  faults(...faults: Fault[]): Promise<void>;
  /** Seals what was executed. */
  checkpoint(): Promise<void>;
  /** Ends the epoch, with a checkpoint of its own; the next one may have another price and protocol. */
  endEpoch(next?: { readonly gasPrice?: number; readonly protocolVersion?: number }): Promise<void>;
  /** What an address holds, nanos. */
  balance(address: string): Promise<bigint>;
  /** Digests of the executed transactions that paid an address. */
  paymentsTo(address: string): Promise<readonly string[]>;
  /** Has a customer pay an address. */
  deposit(recipient: string, nanos: bigint): Promise<void>;
  /** Gives an address something that is no plain money. */
  give(recipient: string, gift: Gift): Promise<void>;
  /** Throws away the checkpoints before this one. */
  prune(before: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a practice node of this process on a free port (or a given one), with checkpoints on request only. */
export async function startTreasuryNode({
  port = 0,
  grpcPort = 0,
  folder = null as string | null,
  checkpointMs = 0,
  now = Date.now,
} = {}): Promise<TreasuryNode> {
  const started = await startPracticeNode({
    port,
    grpcPort,
    seed: 'a treasury under test',
    folder,
    checkpointMs,
    epochMs: 86_400_000,
    now,
  });
  if (!started.ok) throw new Error(started.message);
  const { url, grpcUrl, chain, trustRoot, stop } = started.value;
  return { ...nodeAt(url), grpcUrl, chain, trustRoot, stop };
}

/** What a test does with a node, for one that runs elsewhere. */
export function nodeAt(url: string): Omit<TreasuryNode, 'grpcUrl' | 'chain' | 'trustRoot' | 'stop'> {
  const call = <T>(method: string, ...params: unknown[]) => askNode<T>(url, method, params);
  return {
    url,
    faults: async (...faults) => void (await call('practice_setFaults', { faults })),
    checkpoint: async () => void (await call('practice_checkpoint')),
    endEpoch: async (next) => void (await call('practice_advanceEpoch', ...(next ? [next] : []))),
    prune: async (before) => void (await call('practice_prune', { before })),
    give: async (recipient, gift) => void (await call('practice_give', { recipient, gift })),
    balance: async (address) => {
      const { totalBalance } = await call<{ totalBalance: string }>('iotax_getBalance', address);
      return BigInt(totalBalance);
    },
    paymentsTo: async (address) => {
      const { data } = await call<{ data: { digest: string }[] }>(
        'iotax_queryTransactionBlocks',
        { filter: { ToAddress: address }, options: {} },
        null,
        50,
        true,
      );
      return data.map(({ digest }) => digest);
    },
    deposit: async (recipient, nanos) =>
      void (await call('practice_deposit', { recipient, amount: nanos.toString() })),
  };
}

/** On a connection of its own: a node that was started again on its port must not meet one of the node before. */
async function askNode<T>(url: string, method: string, params: readonly unknown[]): Promise<T> {
  const asked = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    agent: false,
  });
  asked.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const { result, error } = (await json(response)) as { result: T; error?: { message: string } };
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}
