import { IotaClient } from '@iota/iota-sdk/client';
import { requestIotaFromFaucetV0 } from '@iota/iota-sdk/faucet';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';
import { onTestFinished } from 'vitest';
import {
  type PracticeNode,
  type PracticeNodeOptions,
  startPracticeNode,
} from '../../../electron/practice/practice-node.ts';

export const NOON = 1_790_000_000_000;
export const ALICE = keypair(1);
export const BOB = keypair(2);

/** The key whose secret is 32 times the same byte. */
export function keypair(byte: number): Ed25519Keypair {
  return Ed25519Keypair.fromSecretKey(new Uint8Array(32).fill(byte));
}

export interface World {
  readonly node: PracticeNode;
  readonly client: IotaClient;
  /** Moves the node's clock. */
  readonly wait: (milliseconds: number) => void;
}

/** A node of its own for one test, on a clock that does not go on, with checkpoints on request. */
export async function startWorld(changes: Partial<PracticeNodeOptions> = {}): Promise<World> {
  let at = NOON;
  const started = await startPracticeNode({
    port: 0,
    seed: 'test',
    folder: null,
    checkpointMs: 0,
    epochMs: 86_400_000,
    now: () => at,
    ...changes,
  });
  if (!started.ok) throw new Error(started.message);
  const node = started.value;
  onTestFinished(() => node.stop());
  return {
    node,
    client: new IotaClient({ url: node.url }),
    wait: (milliseconds) => {
      at += milliseconds;
    },
  };
}

/** Whoever has an address: a key, or a multisig. */
type Owner = Pick<Ed25519Keypair, 'toIotaAddress'>;

/** 1000 IOTA for an address, in one coin. */
export async function fund({ node }: World, owner: Owner): Promise<void> {
  await requestIotaFromFaucetV0({ host: node.url, recipient: owner.toIotaAddress() });
}

/** A payment from one key to an address, built by the SDK against the node. */
export async function buildPayment(
  { client }: World,
  sender: Owner,
  recipient: string,
  nanos: bigint,
  change: (transaction: Transaction) => void = () => {},
): Promise<Uint8Array> {
  const transaction = new Transaction();
  const [coin] = transaction.splitCoins(transaction.gas, [nanos]);
  transaction.transferObjects([coin!], recipient);
  transaction.setSender(sender.toIotaAddress());
  change(transaction);
  return transaction.build({ client });
}

/** Signs and sends; resolves as the SDK does. */
export async function sendBytes({ client }: World, bytes: Uint8Array, signer: Ed25519Keypair) {
  const { signature } = await signer.signTransaction(bytes);
  return client.executeTransactionBlock({
    transactionBlock: bytes,
    signature,
    options: { showEffects: true, showBalanceChanges: true, showObjectChanges: true, showInput: true },
  });
}

/** What a JSON-RPC call is refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: number; message: string }> {
  try {
    await call;
  } catch (error) {
    const { code, message } = error as { code: number; message: string };
    return { code, message };
  }
  throw new Error('expected a refusal, got an answer');
}
