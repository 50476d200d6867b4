import { describe, expect, it } from 'vitest';
import { nodeWith, page } from './answering-node.ts';
import { type Answer, FakeRpcError } from './fake-node.ts';
import { checkpoint, transaction } from './ledger-samples.ts';
import { address, digestOf, expectRefusal, unwrap } from './samples.ts';

const [first, second] = [digestOf(1), digestOf(2)];

/** Checkpoints 10 and 11 with a transaction each, of which the second one is told as given. */
function answersOf(age: number, told: (digest: string) => unknown): Record<string, Answer> {
  const timestampMs = String(Date.now() - age);
  return {
    iota_getCheckpoints: ({ params }) =>
      page(
        [checkpoint(10, [first], { timestampMs }), checkpoint(11, [second], { timestampMs })].filter(
          ({ sequenceNumber }) => params[0] == null || Number(sequenceNumber) > Number(params[0]),
        ),
      ),
    iota_multiGetTransactionBlocks: ({ params }) =>
      (params[0] as string[]).map((digest) => (digest === second ? told(digest) : transaction(digest))),
  };
}

const lacks: [string, (digest: string) => unknown][] = [
  ['knows only by its digest', (digest) => ({ digest, errors: ['not found'] })],
  ['tells without its balance changes', (digest) => transaction(digest, { balanceChanges: null })],
  ['tells without its effects', (digest) => transaction(digest, { effects: undefined })],
  ['tells without its sender', (digest) => transaction(digest, { transaction: null })],
];

describe('a checkpoint with a transaction that the node', () => {
  it.each([
    ...lacks,
    ['puts in no checkpoint yet', (digest: string) => transaction(digest, { checkpoint: null })] as const,
  ])('%s is a race while it is young: what is before it is read, and it is read later', async (_, told) => {
    let indexed = false;
    const { line } = await nodeWith(
      answersOf(1_000, (digest) => (indexed ? transaction(digest, { checkpoint: '11' }) : told(digest))),
    );
    expect(unwrap(await line.checkpoints(10n, 2)).checkpoints.map(({ sequence }) => sequence)).toEqual([10n]);
    expectRefusal(await line.checkpoints(11n, 1), 'node-index-late');
    indexed = true;
    expect(unwrap(await line.checkpoints(10n, 2)).checkpoints.map(({ sequence }) => sequence)).toEqual([
      10n,
      11n,
    ]);
  });

  it.each(lacks)('%s is gone where it is old: the node has pruned it', async (_, told) => {
    const { line } = await nodeWith(answersOf(3_600_000, told));
    expect(unwrap(await line.checkpoints(10n, 2)).checkpoints).toHaveLength(1);
    const read = await line.checkpoints(11n, 1);
    expectRefusal(read, 'node-pruned');
    expect(read).toMatchObject({ message: expect.stringContaining('no longer has checkpoint 11') });
  });

  it('does not find at all is a race while it is young', async () => {
    const { line } = await nodeWith({
      ...answersOf(1_000, (digest) => transaction(digest)),
      iota_multiGetTransactionBlocks: () => {
        throw new FakeRpcError(-32602, 'Could not find the referenced transactions [abc]');
      },
    });
    expectRefusal(await line.checkpoints(10n, 2), 'node-index-late');
  });

  it('tells with parts that are wrong is no race: it is refused, and nothing before it is believed', async () => {
    const { line } = await nodeWith(
      answersOf(1_000, (digest) => transaction(digest, { balanceChanges: 'many' })),
    );
    expectRefusal(await line.checkpoints(10n, 2), 'node-answer-malformed');
  });

  it('names by another digest, without its parts, is refused', async () => {
    const { line } = await nodeWith(answersOf(1_000, () => ({ digest: digestOf(9), balanceChanges: null })));
    expectRefusal(await line.checkpoints(10n, 2), 'node-answer-malformed');
  });
});

it('early payments that a pruned node does not tell whole are left out, the others are told', async () => {
  const { line } = await nodeWith({
    iotax_queryTransactionBlocks: () =>
      page([transaction(first), transaction(second, { balanceChanges: null })]),
  });
  expect(unwrap(await line.received(address(2))).map(({ id }) => id)).toEqual([first]);
});
