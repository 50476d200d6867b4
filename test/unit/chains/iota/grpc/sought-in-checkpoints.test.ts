import { Code } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { evidenceOfCoin } from '../../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinObjectBytes, coinObjectDigest } from '../../../../../electron/chains/iota/pure/coin-object.ts';
import { digestText } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { movedInputs } from '../../../../../electron/chains/iota/pure/moved-coins.ts';
import type { LedgerCheckpoint } from '../../../../support/grpc/ledger-node.ts';
import { expectRefusal, unwrap } from '../samples.ts';
import { coinOf, idOf } from './coins.ts';
import { coinMessage, givingObjects, ledger, lineTo, ours, sieveOf, theirs } from './served-line.ts';

describe('what is sought in checkpoints by gRPC', () => {
  it('are given with the transactions of sought addresses alone, whose objects are asked for by name', async () => {
    const served = ledger();
    const { line } = await lineTo(served);
    const [found] = unwrap(await line.checkpoints(3n, 10, null, sieveOf(ours))).checkpoints;
    expect(found?.transactions).toMatchObject([
      { payers: [theirs], changes: [{ owner: ours, units: 5n }], feePaid: 1_000_001n },
    ]);
    const [{ moved = new Uint8Array() } = {}] = found?.transactions ?? [];
    expect(unwrap(movedInputs(moved))).toEqual({
      consumed: [],
      created: [evidenceOfCoin(coinOf(2, ours, 5))],
    });
    expect(served.askedObjects, 'nobody else is asked about').toEqual([`${idOf(2)}@1`]);
    const { checkpoints, proof } = unwrap(await line.checkpoints(1n, 1000, null, sieveOf(idOf(0xdd))));
    expect(checkpoints.map(({ transactions }) => transactions)).toEqual([[], [], [], []]);
    expect(proof).toMatchObject({ epoch: 1n, weight: 10_000n });
    expect(served.askedObjects).toHaveLength(1);
  });

  it('are proven whole though nobody in them is sought: altered effects of strangers are refused', async () => {
    const served = ledger();
    const paid = served.checkpoints[3] as LedgerCheckpoint;
    const effects = paid.effects.map((bytes) =>
      Uint8Array.from(bytes, (byte, i) => (i === 20 ? byte ^ 1 : byte)),
    );
    served.checkpoints[3] = { ...paid, effects };
    const { line } = await lineTo(served);
    expectRefusal(await line.checkpoints(1n, 1000, null, sieveOf(idOf(0xdd))), 'effects-foreign');
  });

  it.each<[string, object, string]>([
    ['a coin of another amount', { case: 'object', value: coinMessage(5_000_000) }, 'object-missing'],
    ['nothing in its place', { case: undefined }, 'node-answer-malformed'],
  ])('of a node that gives %s by name are not given', async (_, result, code) => {
    const served = ledger();
    served.ledger = givingObjects({ result });
    const { line } = await lineTo(served);
    expectRefusal(await line.checkpoints(1n, 1000, null, sieveOf(ours)), code);
  });

  it.each([0, 2])('of a node that gives %i objects for one are not given', async (count) => {
    const served = ledger();
    const one = { result: { case: 'object', value: coinMessage(5) } };
    served.ledger = givingObjects(...Array.from({ length: count }, () => one));
    const { line } = await lineTo(served);
    expectRefusal(await line.checkpoints(1n, 1000, null, sieveOf(ours)), 'node-answer-malformed');
  });

  it('of which the node no longer gives an object by name are read with their objects', async () => {
    const served = ledger();
    const error = { code: Code.NotFound, message: 'gone' };
    served.ledger = givingObjects({ result: { case: 'error', value: error } });
    const { line } = await lineTo(served);
    const { checkpoints } = unwrap(await line.checkpoints(3n, 1, null, sieveOf(ours)));
    expect(checkpoints[0]?.transactions).toMatchObject([{ changes: [{ owner: ours, units: 5n }] }]);
  });

  it('whose stream ends in the middle, as of a node that shuts down, are asked for again', async () => {
    // Checkpoint 3 alone has a transaction: three parts instead of two.
    const { line } = await lineTo({ ...ledger(), mostParts: 3 });
    expect(unwrap(await line.checkpoints(1n, 4)).checkpoints).toHaveLength(4);
    const torn = await lineTo({ ...ledger(), mostParts: 1 });
    expectRefusal(await torn.line.checkpoints(1n, 4), 'node-answer-malformed');
  });

  it('that the node has thrown away are named so', async () => {
    const { line } = await lineTo({ ...ledger(), lowest: 3n });
    expectRefusal(await line.checkpoints(2n, 10), 'node-pruned');
  });
});

describe('the line by gRPC', () => {
  it('tells what the node is, and what the network asks', async () => {
    const served = ledger();
    const { line } = await lineTo(served);
    expect(unwrap(await line.about())).toEqual({
      genesis: digestText(served.genesis),
      protocol: '39',
      newest: { checkpoint: 4n, at: 1_700_000_000_000 },
      lowest: 0n,
      proves: true,
    });
    expect(unwrap(await line.terms())).toMatchObject({ terms: { gasPrice: '1000' } });
  });

  it('reads coins page by page, each under the digest of its own bytes', async () => {
    const coins = [3, 4, 5].map((fill) => coinOf(fill, ours, fill));
    const { line } = await lineTo({ ...ledger(), owned: coins.map(coinObjectBytes) });
    const holdings = unwrap(await line.holdings(ours));
    expect(holdings.map(({ amount }) => amount.units)).toEqual(['3', '4', '5']);
    expect(coinObjectDigest(coins[0] as never)).toMatch(/^[1-9A-Za-z]+$/);
  });

  it.each([
    ['of somebody else', [coinOf(3, theirs, 7)]],
    ['listed twice', [coinOf(3, ours, 7), coinOf(3, ours, 7, '2')]],
  ])('refuses coins %s', async (_, coins) => {
    const { line } = await lineTo({ ...ledger(), owned: coins.map(coinObjectBytes) });
    expectRefusal(await line.holdings(ours), 'node-answer-malformed');
  });
});
