import { MultiSigPublicKey } from '@iota/iota-sdk/multisig';
import { expect, it } from 'vitest';
import { connectIota } from '../../../electron/chains/iota/online/iota-line.ts';
import type { Line } from '../../../electron/chains/line.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import { ok } from '../../../electron/core/result.ts';
import { must } from '../../support/treasury-steps.ts';
import { followed, GENESIS, signedByHot } from '../../unit/console/ledger/followed.ts';
import { type GrpcWorld, startGrpcWorld } from '../practice/grpc-world.ts';
import { ALICE, BOB, buildPayment, fund, keypair } from '../practice/practice-world.ts';

const pairs = [ALICE, BOB, keypair(3)];
const committee = MultiSigPublicKey.fromPublicKeys({
  threshold: 2,
  publicKeys: pairs.map((pair) => ({ publicKey: pair.getPublicKey(), weight: 1 })),
});
const bob = BOB.toIotaAddress();

const lines: readonly [string, (world: GrpcWorld) => Line][] = [
  ['gRPC', ({ node }) => lineAt(asGrpc(node.grpcUrl), node.genesis)],
  ['JSON-RPC', ({ node }) => lineAt(node.url, node.chain)],
];
const lineAt = (url: string, genesis: string) =>
  connectIota({ network: 'iota:practice', url, genesis, timeoutMs: 60_000, fetch });

/** A committee that has 1000 IOTA pays Bob, by two of its three keys. @returns the payment's id */
async function paidByCommittee(world: GrpcWorld, line: Line): Promise<string> {
  await fund(world, committee);
  const bytes = await buildPayment(world, committee, bob, 5n);
  const parts = await Promise.all(pairs.slice(1).map((pair) => pair.signTransaction(bytes)));
  const { id } = must(
    await line.submit(bytes, committee.combinePartialSignatures(parts.map(({ signature }) => signature))),
  );
  await world.practice('checkpoint');
  return id;
}

it.each(lines)(
  'by %s, a spend by multisig from an own address is known as that address, and one that no movement knows is an alarm',
  async (_, lineOf) => {
    const world = await startGrpcWorld();
    const line = lineOf(world);
    const own = committee.toIotaAddress();
    const desk = await followed();
    await desk.write(...signedByHot([{ address: own, path: { account: 0, change: 0, index: 50 } }]), {
      kind: 'address-issued',
      address: own,
      at: 1_000,
      entry: 1,
    });
    const id = await paidByCommittee(world, line);
    const view = await desk.look({ ...line, genesis: async () => ok(GENESIS) });
    expect(view.problem?.code ?? null, view.problem?.message).not.toBe('node-answer-malformed');
    const entries = (await desk.journal()) as { kind: string; body: Record<string, unknown> }[];
    const [alarm, ...more] = entries.filter(({ kind }) => kind === 'node-alarm');
    expect(more).toEqual([]);
    expect(alarm?.body).toMatchObject({
      code: 'input-spent-elsewhere',
      message: `a transaction that no movement knows has spent inputs of ${own}`,
      transactionId: id,
    });
    expect(alarm?.body['consumed']).toHaveLength(1);
    expect(await desk.books.inputs.hasSpend(id)).toBe(true);
  },
);

it.each(lines)(
  'by %s, a payment by a committee in which an own key is one of three is a deposit of the committee, and no own spend',
  async (_, lineOf) => {
    const world = await startGrpcWorld();
    const line = lineOf(world);
    const desk = await followed();
    await desk.write(...signedByHot([{ address: bob, path: { account: 0, change: 0, index: 50 } }]), {
      kind: 'address-issued',
      address: bob,
      at: 1_000,
      entry: 1,
    });
    const id = await paidByCommittee(world, line);
    await desk.look({ ...line, genesis: async () => ok(GENESIS) });
    const entries = (await desk.journal()) as { kind: string }[];
    expect(entries.filter(({ kind }) => kind === 'node-alarm')).toEqual([]);
    expect(await desk.deposits()).toMatchObject([
      { transactionId: id, address: bob, units: 5n, sender: committee.toIotaAddress(), state: 'final' },
    ]);
  },
);
