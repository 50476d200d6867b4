import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../electron/chains/iota/online/iota-line.ts';
import { MOST_OTHERS } from '../../../electron/chains/iota/pure/others/what-it-is.ts';
import type { Line } from '../../../electron/chains/line.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import type { Gift } from '../../../electron/practice/gift.ts';
import { gifts } from '../../support/gifts.ts';
import { must } from '../../support/treasury-steps.ts';
import { type GrpcWorld, startGrpcWorld } from './grpc-world.ts';
import { ALICE, BOB, fund } from './practice-world.ts';

const alice = ALICE.toIotaAddress();
const bob = BOB.toIotaAddress();

/** A line by each protocol to one node. */
function linesTo({ node }: GrpcWorld): readonly Line[] {
  const common = { network: 'iota:practice', timeoutMs: 60_000, fetch } as const;
  return [
    connectIota({ ...common, url: node.url, genesis: node.chain }),
    connectIota({ ...common, url: asGrpc(node.grpcUrl), genesis: node.genesis }),
  ];
}

const give = (world: GrpcWorld, recipient: string, gift: Gift, times = 1) =>
  world.practice<string[]>('give', { recipient, gift, times });

describe('what is no plain money, on a node that serves both protocols', () => {
  it('is told alike by both, and is no part of what can be spent', async () => {
    const world = await startGrpcWorld();
    await fund(world, ALICE);
    const ids: string[] = [];
    for (const gift of Object.values(gifts)) ids.push(...(await give(world, alice, gift)));
    await give(world, bob, gifts.lock);
    const [byRpc, byGrpc] = linesTo(world);
    const told = must(await byRpc!.others(alice));
    expect(told).toMatchObject({ total: ids.length, isWhole: true });
    expect(told.rows.map(({ id }) => id)).toEqual(ids);
    expect(told.rows.map(({ kind }) => kind)).toEqual([
      'time-lock',
      'time-lock',
      'vesting',
      'stake',
      'locked-stake',
      'old-output',
      'old-output',
      'old-output',
      'old-output',
      'other-asset',
      'object',
      'unreadable',
    ]);
    expect(must(await byGrpc!.others(alice))).toEqual(told);
    for (const line of [byRpc!, byGrpc!]) {
      const holdings = must(await line.holdings(alice));
      expect(holdings.map(({ amount }) => amount.units)).toEqual(['1000000000000']);
      expect(must(await line.holdings(bob))).toEqual([]);
      expect(must(await line.others(BOB.toIotaAddress())).rows).toHaveLength(1);
    }
  });

  it('comes in pages, of which a bounded number of rows is told, and how many there are', async () => {
    const world = await startGrpcWorld();
    await fund(world, ALICE);
    const many = MOST_OTHERS + 60;
    await give(world, alice, gifts.vesting, many);
    for (const line of linesTo(world)) {
      const told = must(await line.others(alice));
      expect(told.rows).toHaveLength(MOST_OTHERS);
      expect(told).toMatchObject({ total: many, isWhole: true });
    }
  });

  it("a stranger's largest objects do not hide the others", async () => {
    const world = await startGrpcWorld();
    const type = `0x${'cd'.repeat(32)}::spam::Poster`;
    const poster: Gift = { kind: 'object', type, content: '00'.repeat(249_000) };
    await give(world, alice, poster, 12);
    await give(world, alice, gifts.stake);
    for (const line of linesTo(world)) {
      const told = must(await line.others(alice));
      expect(told.rows.map(({ kind }) => kind)).toEqual([...Array(12).fill('object'), 'stake']);
    }
  });
});
