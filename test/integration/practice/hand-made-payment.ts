import { bcs } from '@iota/iota-sdk/bcs';
import { expect } from 'vitest';
import { ALICE, BOB, buildPayment, fund, refusalOf, startWorld, type World } from './practice-world.ts';

export const alice = ALICE.toIotaAddress();
export const bob = BOB.toIotaAddress();
export const INPUTS =
  'Transaction execution failed due to issues with transaction inputs, please review the errors and try again:\n- ';

export type Data = ReturnType<typeof bcs.TransactionData.parse>;

/** A payment of 5 nanos from Alice to Bob, changed before it is signed. */
export async function payment(change: (data: Data) => void = () => {}) {
  const world = await startWorld();
  await fund(world, ALICE);
  const bytes = changed(await buildPayment(world, ALICE, bob, 5n), change);
  return { world, bytes };
}

export function changed(bytes: Uint8Array, change: (data: Data) => void): Uint8Array {
  const data = bcs.TransactionData.parse(bytes);
  change(data);
  return bcs.TransactionData.serialize(data).toBytes();
}

export function execute({ client }: World, bytes: Uint8Array, signatures: string[]) {
  return refusalOf(client.executeTransactionBlock({ transactionBlock: bytes, signature: signatures }));
}

export async function expectNothingHappened({ client }: World): Promise<void> {
  expect((await client.getBalance({ owner: alice })).totalBalance).toBe('1000000000000');
  expect((await client.getBalance({ owner: bob })).totalBalance).toBe('0');
}
