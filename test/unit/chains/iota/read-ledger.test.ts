import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { echo, nodeWith, page } from './answering-node.ts';
import { type Answer, FakeRpcError } from './fake-node.ts';
import { checkpoint, transaction } from './ledger-samples.ts';
import { address, digestOf, expectRefusal, sender, unwrap } from './samples.ts';

describe('an hour of the ledger that is too large for one answer', () => {
  const ten = checkpoint(10, [digestOf(1), digestOf(2), digestOf(3)]);
  const eleven = checkpoint(11, []);
  const filler = 'x'.repeat(3 * 1024 * 1024);

  it('is read in parts: transactions one by one, if they must', async () => {
    const { node, line } = await nodeWith({
      iota_getCheckpoints: () => page([ten]),
      // Two of them are just small enough together.
      iota_multiGetTransactionBlocks: echo({ filler }),
    });
    const [read] = unwrap(await line.checkpoints(10n, 1)).checkpoints;
    expect(read?.transactions.map(({ id }) => id)).toEqual([digestOf(1), digestOf(2), digestOf(3)]);
    expect(node.asked.filter((method) => method === 'iota_multiGetTransactionBlocks').length).toBeGreaterThan(
      2,
    );
  });

  it('is read in parts: fewer checkpoints than asked for', async () => {
    const { line } = await nodeWith({
      iota_getCheckpoints: ({ params }) =>
        page(
          [{ ...ten, transactions: [], filler }, { ...eleven, filler }, { filler }].slice(
            0,
            Number(params[1]),
          ),
        ),
    });
    expect(unwrap(await line.checkpoints(10n, 3)).checkpoints.map(({ sequence }) => sequence)).toEqual([10n]);
  });

  it('is read in parts where the node itself says so', async () => {
    const answer: Answer = (request, response) => {
      if ((request.params[0] as string[]).length > 1) throw new FakeRpcError(-32702, 'Response is too big');
      return echo()(request, response);
    };
    const { line } = await nodeWith({
      iota_getCheckpoints: () => page([ten]),
      iota_multiGetTransactionBlocks: answer,
    });
    expect(unwrap(await line.checkpoints(10n, 1)).checkpoints[0]?.transactions).toHaveLength(3);
  });

  it('is refused when one transaction alone is too large', async () => {
    const { line } = await nodeWith({
      iota_getCheckpoints: () => page([ten]),
      iota_multiGetTransactionBlocks: echo({ filler: 'x'.repeat(9 * 1024 * 1024) }),
    });
    expectRefusal(await line.checkpoints(10n, 1), 'node-answer-too-large');
  });
});

describe('checkpoints', () => {
  const ten = checkpoint(10, [digestOf(1), digestOf(2)]);
  const eleven = checkpoint(11, []);
  const honest = { iota_getCheckpoints: () => page([ten, eleven]), iota_multiGetTransactionBlocks: echo() };

  it('are read with their transactions, and only IOTA that addresses own counts', async () => {
    const { line } = await nodeWith(honest);
    const [first, second] = unwrap(await line.checkpoints(10n, 50)).checkpoints;
    expect(second).toEqual({
      sequence: 11n,
      digest: eleven.digest,
      previous: ten.digest,
      timestamp: 1700000000000,
      epoch: 1n,
      transactions: [],
    });
    expect(first?.transactions.map(({ id }) => id)).toEqual([digestOf(1), digestOf(2)]);
    expect(first?.transactions[0]).toEqual({
      id: digestOf(1),
      payers: [sender],
      succeeded: true,
      error: null,
      checkpoint: 10n,
      timestamp: 1700000000000,
      changes: [
        { owner: sender, units: -1980405n },
        { owner: address(2), units: 5n },
      ],
      feePaid: 1980400n,
    });
  });

  it('are asked for behind the one before', async () => {
    const cursors: unknown[] = [];
    const { line } = await nodeWith({
      iota_getCheckpoints: ({ params }) => {
        cursors.push(params);
        return page([]);
      },
    });
    expect(unwrap(await line.checkpoints(10n, 7))).toEqual({ checkpoints: [], proof: null });
    await line.checkpoints(0n, 50);
    expect(cursors).toEqual([
      ['9', 7, false],
      [null, 50, false],
    ]);
  });

  it('have their transactions asked for by fifty', async () => {
    const digests = Array.from({ length: 120 }, (_, index) => iotaChain.transactionId(Uint8Array.of(index)));
    const { node, line } = await nodeWith({
      iota_getCheckpoints: () => page([checkpoint(10, digests)]),
      iota_multiGetTransactionBlocks: echo(),
    });
    const [read] = unwrap(await line.checkpoints(10n, 50)).checkpoints;
    expect(read?.transactions.map(({ id }) => id)).toEqual(digests);
    expect(node.asked.filter((method) => method === 'iota_multiGetTransactionBlocks')).toHaveLength(3);
  });

  it('refuse a limit outside 1 to 50', async () => {
    const { node, line } = await nodeWith(honest);
    for (const limit of [0, 51, 1.5]) expectRefusal(await line.checkpoints(0n, limit), 'input-malformed');
    expect(node.asked).toEqual([]);
  });

  it.each<[string, Record<string, Answer>]>([
    ['a gap', { iota_getCheckpoints: () => page([ten, checkpoint(12, [])]) }],
    ['the newest first', { iota_getCheckpoints: () => page([eleven, ten]) }],
    ['more than asked for', { iota_getCheckpoints: () => page([ten, eleven, checkpoint(12, [])]) }],
    [
      'a break in the chain',
      { iota_getCheckpoints: () => page([ten, { ...eleven, previousDigest: digestOf(20) }]) },
    ],
    [
      'one transaction in two checkpoints',
      { iota_getCheckpoints: () => page([ten, { ...eleven, transactions: [digestOf(1)] }]) },
    ],
    ['transactions of another checkpoint', { iota_multiGetTransactionBlocks: echo({ checkpoint: '9' }) }],
    [
      'transactions that were not asked for',
      {
        iota_multiGetTransactionBlocks: ({ params }) =>
          (params[0] as string[]).map(() => transaction(digestOf(7))),
      },
    ],
    [
      'transactions in another order',
      {
        iota_multiGetTransactionBlocks: ({ params }) =>
          [...(params[0] as string[])].reverse().map((d) => transaction(d)),
      },
    ],
    [
      'effects of another transaction',
      {
        iota_multiGetTransactionBlocks: echo({
          effects: { ...transaction(digestOf(1)).effects, transactionDigest: digestOf(9) },
        }),
      },
    ],
    ['a transaction less', { iota_multiGetTransactionBlocks: () => [transaction(digestOf(1))] }],
    [
      'an amount that is no integer',
      {
        iota_multiGetTransactionBlocks: echo({
          balanceChanges: [{ owner: { AddressOwner: sender }, coinType: '0x2::iota::IOTA', amount: '1e9' }],
        }),
      },
    ],
    [
      'one deposit told twice',
      {
        iota_multiGetTransactionBlocks: echo({
          balanceChanges: ['5', '5'].map((amount) => ({
            owner: { AddressOwner: sender },
            coinType: '0x2::iota::IOTA',
            amount,
          })),
        }),
      },
    ],
    ...['99999999999999999999', '-99999999999999999999', '9223372036854775808', '-9223372036854775808'].map(
      (amount): [string, Record<string, Answer>] => [
        `an amount beyond 63 bits (${amount})`,
        {
          iota_multiGetTransactionBlocks: echo({
            balanceChanges: [{ owner: { AddressOwner: sender }, coinType: '0x2::iota::IOTA', amount }],
          }),
        },
      ],
    ),
    ...['computationCost', 'storageRebate'].map((cost): [string, Record<string, Answer>] => [
      `gas beyond 63 bits (${cost})`,
      {
        iota_multiGetTransactionBlocks: echo({
          effects: {
            ...transaction(digestOf(1)).effects,
            gasUsed: { ...transaction(digestOf(1)).effects.gasUsed, [cost]: '18446744073709551615' },
          },
        }),
      },
    ]),
    ['a sequence number that is none', { iota_getCheckpoints: () => page([checkpoint(-1, [])]) }],
  ])('of a lying node are refused: %s', async (_, answers) => {
    const { line } = await nodeWith({ ...honest, ...answers });
    expectRefusal(await line.checkpoints(10n, 2), 'node-answer-malformed');
  });

  it.each<[string, Record<string, Answer>]>([
    ['leaves it out of the page', { iota_getCheckpoints: () => page([eleven]) }],
    [
      'says that it does not find it',
      {
        iota_getCheckpoints: () => {
          throw new FakeRpcError(-32602, 'Verified checkpoint not found for sequence number: 10');
        },
      },
    ],
    [
      'does not find its transactions',
      {
        iota_multiGetTransactionBlocks: () => {
          throw new FakeRpcError(-32602, 'Could not find the referenced transactions [abc]');
        },
      },
    ],
  ])('of a node that pruned the one asked for are no refusal of the network: it %s', async (_, answers) => {
    const { line } = await nodeWith({ ...honest, ...answers });
    const read = await line.checkpoints(10n, 2);
    expectRefusal(read, 'node-pruned');
    expect(read).toMatchObject({ message: expect.stringContaining('no longer has checkpoint 10') });
  });

  it('have a latest number', async () => {
    const { line, node } = await nodeWith({ iota_getLatestCheckpointSequenceNumber: () => '123' });
    expect(unwrap(await line.latestCheckpoint())).toBe(123n);
    node.answers['iota_getLatestCheckpointSequenceNumber'] = () => 'soon';
    expectRefusal(await line.latestCheckpoint(), 'node-answer-malformed');
  });
});

describe('received payments', () => {
  it('are asked for by address, newest first', async () => {
    const asked: unknown[] = [];
    const { line } = await nodeWith({
      iotax_queryTransactionBlocks: ({ params }) => {
        asked.push(params);
        return page([
          transaction(digestOf(2), { checkpoint: null, timestampMs: null }),
          transaction(digestOf(1)),
        ]);
      },
    });
    const read = unwrap(await line.received(sender));
    expect(read.map(({ checkpoint, timestamp }) => [checkpoint, timestamp])).toEqual([
      [null, null],
      [10n, 1700000000000],
    ]);
    expect(asked).toEqual([
      [
        {
          filter: { ToAddress: sender },
          options: { showInput: true, showEffects: true, showBalanceChanges: true },
        },
        null,
        50,
        true,
      ],
    ]);
  });

  it('named twice are refused: a deposit would be credited twice', async () => {
    const { line } = await nodeWith({
      iotax_queryTransactionBlocks: () => page([transaction(digestOf(1)), transaction(digestOf(1))]),
    });
    expectRefusal(await line.received(sender), 'node-answer-malformed');
  });
});

describe('a failed transaction', () => {
  it('tells the reason, without controls', async () => {
    const { line } = await nodeWith({
      iotax_queryTransactionBlocks: () =>
        page([
          transaction(digestOf(1), {
            effects: {
              ...transaction(digestOf(1)).effects,
              status: { status: 'failure', error: 'InsufficientGas\u0007' },
            },
          }),
        ]),
    });
    expect(unwrap(await line.received(sender))).toMatchObject([
      { succeeded: false, error: 'InsufficientGas' },
    ]);
  });
});
