import { MultiSigPublicKey } from '@iota/iota-sdk/multisig';
import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../electron/chains/iota/online/iota-line.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import type { Line } from '../../../electron/chains/line.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { must } from '../../support/treasury-steps.ts';
import { type GrpcWorld, startGrpcWorld } from './grpc-world.ts';
import { ALICE, BOB, buildPayment, fund, keypair, sendBytes } from './practice-world.ts';

const alice = ALICE.toIotaAddress();
const bob = BOB.toIotaAddress();
const carol = keypair(3);

const lineTo = ({ node }: GrpcWorld, genesis = node.genesis): Line =>
  connectIota({
    network: 'iota:practice',
    url: asGrpc(node.grpcUrl),
    genesis,
    timeoutMs: 60_000,
    fetch,
  });

/** Checkpoints 1 to 3 over two ends of epochs; Alice is paid in each, and pays Bob in the last. */
async function startHistory(): Promise<GrpcWorld> {
  const world = await startGrpcWorld();
  for (const end of ['advanceEpoch', 'advanceEpoch']) {
    await fund(world, ALICE);
    await world.practice(end);
  }
  await sendBytes(world, await buildPayment(world, ALICE, bob, 7n), ALICE);
  await world.practice('checkpoint');
  return world;
}

describe('the line by gRPC to the practice node', () => {
  it('proves deposits and payments over two epochs, and agrees with JSON-RPC on all that they changed', async () => {
    const world = await startHistory();
    const line = lineTo(world);
    const newest = must(await line.latestCheckpoint());
    const { checkpoints, proof } = must(await line.checkpoints(1n, 100, null));
    expect(checkpoints.at(-1)?.sequence).toBe(newest);
    expect(proof).toMatchObject({ epoch: 2n, members: 4 });
    const told = connectIota({
      network: 'iota:practice',
      url: world.node.url,
      genesis: world.node.chain,
      timeoutMs: 60_000,
      fetch,
    });
    const word = must(await told.checkpoints(1n, 50)).checkpoints;
    const shown = (each: typeof word) =>
      each.map(({ transactions, ...checkpoint }) => ({
        ...checkpoint,
        transactions: transactions
          .filter(({ changes }) => changes.length > 0)
          .map(({ changes, moved: _, ...transaction }) => ({
            ...transaction,
            changes: changes
              .filter(({ units }) => units !== 0n)
              .toSorted((a, b) => (a.owner < b.owner ? -1 : 1)),
          })),
      }));
    expect(shown(checkpoints)).toEqual(shown(word));
    expect(shown(checkpoints).flatMap(({ transactions }) => transactions).length).toBeGreaterThan(2);
  });

  it('goes on in another line from what was kept before two epochs ended', async () => {
    const world = await startHistory();
    const kept = must(await lineTo(world).checkpoints(1n, 1, null)).proof?.kept;
    const line = lineTo(world);
    const newest = must(await line.latestCheckpoint());
    const { checkpoints } = must(await line.checkpoints(newest, 10, kept));
    expect(checkpoints.map(({ sequence }) => sequence)).toEqual([newest]);
  });

  it.each<[Fault['kind'], string]>([
    ['forgedCertificate', 'certificate-foreign'],
    ['shortCertificate', 'certificate-weight'],
    ['otherCommittee', 'certificate-foreign'],
    ['alteredSummary', 'summary-altered'],
    ['alteredEffects', 'effects-foreign'],
    ['alteredObject', 'object-missing'],
    ['hiddenTransaction', 'effects-missing'],
    ['wrongChain', 'node-network-mismatch'],
    ['html', 'node-not-grpc'],
    ['resourceExhausted', 'node-rate-limited'],
    ['http429', 'node-rate-limited'],
    ['drop', 'node-unreachable'],
  ])('takes nothing from a node that lies or fails, and all of it afterwards: %s', async (kind, code) => {
    const world = await startHistory();
    const line = lineTo(world);
    const kept = must(await line.checkpoints(1n, 1, null)).proof?.kept;
    await world.faults({ kind });
    const refused = await line.checkpoints(2n, 100, kept);
    expect(refused.ok ? 'accepted' : refused.code).toBe(code);
    await world.faults();
    const newest = must(await line.latestCheckpoint());
    expect(must(await line.checkpoints(2n, 100, kept)).checkpoints.at(-1)?.sequence).toBe(newest);
  });

  it('knows another certified history from the one that it has proven', async () => {
    const world = await startHistory();
    const line = lineTo(world);
    const newest = must(await line.latestCheckpoint());
    const kept = must(await line.checkpoints(1n, 100, null)).proof?.kept;
    await world.faults({ kind: 'fork', from: Number(newest) });
    const forked = await line.checkpoints(newest, 1, kept);
    expect(forked.ok ? 'accepted' : forked.code).toBe('histories-two');
  });

  it('reads coins, sends a payment twice to the same end, and proves who spent', async () => {
    const world = await startHistory();
    const line = lineTo(world);
    expect(must(await line.holdings(bob)).map(({ amount }) => amount.units)).toEqual(['7']);
    const bytes = await buildPayment(world, ALICE, bob, 5n);
    const { signature } = await ALICE.signTransaction(bytes);
    const sent = must(await line.submit(bytes, signature));
    expect(sent).toMatchObject({ id: iotaChain.transactionId(bytes), payers: [alice], succeeded: true });
    expect(must(await line.submit(bytes, signature)).id).toBe(sent.id);
    await world.practice('checkpoint');
    const spend = must(await line.provenSpend(sent.id, 0n));
    expect(spend.signers).toEqual([alice]);
    expect(spend.inputKeys.length).toBeGreaterThan(0);
    expect(must(await line.about())).toMatchObject({ proves: true, genesis: world.node.genesis });
    expect(must(await line.terms())).toMatchObject({ terms: { gasPrice: '1000' } });
  });

  it("proves a payment by multisig as the committee's, by gRPC and by JSON-RPC, and as no member's", async () => {
    const world = await startHistory();
    const line = lineTo(world);
    const committee = MultiSigPublicKey.fromPublicKeys({
      threshold: 2,
      publicKeys: [ALICE, BOB, carol].map((pair) => ({ publicKey: pair.getPublicKey(), weight: 1 })),
    });
    await fund(world, committee);
    const bytes = await buildPayment(world, committee, bob, 5n);
    const parts = await Promise.all([ALICE, carol].map((pair) => pair.signTransaction(bytes)));
    const [alone] = parts.map(({ signature }) => signature);
    const refused = await line.submit(bytes, committee.combinePartialSignatures([alone as string]));
    expect(refused.ok ? 'accepted' : refused.code).toBe('node-rejected');
    const signature = committee.combinePartialSignatures(parts.map((part) => part.signature));
    const { id } = must(await line.submit(bytes, signature));
    await world.practice('checkpoint');
    const told = connectIota({
      network: 'iota:practice',
      url: world.node.url,
      genesis: world.node.chain,
      timeoutMs: 60_000,
      fetch,
    });
    for (const each of [line, told]) {
      expect(must(await each.provenSpend(id, 0n)).signers).toEqual([committee.toIotaAddress()]);
    }
  });

  it('knows a bad signature as refused', async () => {
    const world = await startHistory();
    const bytes = await buildPayment(world, ALICE, bob, 5n);
    const { signature } = await BOB.signTransaction(bytes);
    const sent = await lineTo(world).submit(bytes, signature);
    expect(sent.ok ? 'accepted' : sent.code).toBe('node-rejected');
  });

  it('holds a node against 4 bytes of the genesis where no more was pinned', async () => {
    const world = await startHistory();
    expect(must(await lineTo(world, world.node.chain).genesis())).toBe(world.node.chain);
    const other = await lineTo(world, '00000000').genesis();
    expect(other.ok ? 'accepted' : other.code).toBe('node-network-mismatch');
  });
});
