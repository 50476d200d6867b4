import { bcs } from '@iota/iota-sdk/bcs';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../electron/chains/iota/online/iota-line.ts';
import { buildTransfer } from '../../../../electron/chains/iota/pure/build-transfer.ts';
import { coinKey } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import type { Line } from '../../../../electron/chains/line.ts';
import { type Answer, FakeRpcError, handled, startFakeNode } from './fake-node.ts';
import { checkpoint, genesis, transaction } from './ledger-samples.ts';
import { address, coin, digestOf, expectRefusal, plan, sender, unwrap } from './samples.ts';

async function nodeWith(answers: Record<string, Answer>) {
  const node = await startFakeNode({ iota_getChainIdentifier: () => genesis, ...answers });
  const line: Line = connectIota({
    network: 'iota:practice',
    url: node.url,
    genesis,
    timeoutMs: 60_000,
    fetch: globalThis.fetch,
  });
  return { node, line };
}

const page = (data: unknown[]) => ({ data, hasNextPage: false, nextCursor: null });
const echo =
  (overrides: object = {}): Answer =>
  ({ params }) =>
    (params[0] as string[]).map((digest) => transaction(digest, overrides));

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
    const [read] = unwrap(await line.checkpoints(10n, 1));
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
    expect(unwrap(await line.checkpoints(10n, 3)).map(({ sequence }) => sequence)).toEqual([10n]);
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
    expect(unwrap(await line.checkpoints(10n, 1))[0]?.transactions).toHaveLength(3);
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
    const [first, second] = unwrap(await line.checkpoints(10n, 50));
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
    expect(unwrap(await line.checkpoints(10n, 7))).toEqual([]);
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
    const [read] = unwrap(await line.checkpoints(10n, 50));
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
    ['transactions not yet in a checkpoint', { iota_multiGetTransactionBlocks: echo({ checkpoint: null }) }],
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
      'transactions without balance changes',
      { iota_multiGetTransactionBlocks: echo({ balanceChanges: null }) },
    ],
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

describe('a signed spend', () => {
  const key = Ed25519Keypair.deriveKeypair(`${'abandon '.repeat(11)}about`);
  const own = key.toIotaAddress();
  const bytes = unwrap(
    buildTransfer(plan({ sender: own, coins: [coin(1, { owner: own }), coin(2, { owner: own })] })),
  );
  const digest = iotaChain.transactionId(bytes);
  const raw = (signatures: readonly string[], of = bytes) =>
    bcs.SenderSignedData.serialize([
      {
        intentMessage: {
          intent: { scope: { TransactionData: true }, version: { V0: true }, appId: { Iota: true } },
          value: bcs.TransactionData.parse(of),
        },
        txSignatures: [...signatures],
      },
    ]).toBase64();
  const sign = async (by: Ed25519Keypair) => (await by.signTransaction(bytes)).signature;
  const read = async (rawTransaction: unknown) => {
    const { line } = await nodeWith({ iota_getTransactionBlock: () => ({ digest, rawTransaction }) });
    return line.provenSpend(digest);
  };

  it('names who signed and every coin that is consumed', async () => {
    expect(unwrap(await read(raw([await sign(key)])))).toEqual({
      signers: [own],
      inputKeys: [coin(1), coin(2)].map(coinKey),
    });
  });

  it('names nobody whose signature is not over the bytes', async () => {
    const other = Ed25519Keypair.generate();
    const forged = Buffer.from(await sign(key), 'base64');
    forged[5]! ^= 1;
    const { signers } = unwrap(await read(raw([await sign(other), forged.toString('base64')])));
    expect(signers).toEqual([other.toIotaAddress()]);
  });

  it('is refused where the bytes are not those of the digest, or none', async () => {
    const signature = await sign(key);
    const dearer = unwrap(
      buildTransfer(plan({ sender: own, coins: [coin(1, { owner: own })], gasBudget: 9_000_000n })),
    );
    const twice = Buffer.from(raw([signature]), 'base64');
    for (const lie of [
      raw([signature], dearer),
      '',
      '!',
      'AA==',
      Buffer.concat([Buffer.of(2), twice.subarray(1), twice.subarray(1)]).toString('base64'),
      undefined,
    ]) {
      expectRefusal(await read(lie), 'node-answer-malformed');
    }
  });
});

describe('submitting', () => {
  const bytes = unwrap(buildTransfer(plan()));
  const digest = iotaChain.transactionId(bytes);
  const failing = (code: number) => ({
    iota_executeTransactionBlock: () => {
      throw new FakeRpcError(code, 'no');
    },
  });

  it('sends the very bytes and takes the answer for them', async () => {
    const sent: unknown[] = [];
    const { line } = await nodeWith({
      iota_executeTransactionBlock: ({ params }) => {
        sent.push(params);
        return transaction(digest, { checkpoint: undefined, timestampMs: undefined });
      },
    });
    expect(unwrap(await line.submit(bytes, 'c2ln'))).toMatchObject({ id: digest, checkpoint: null });
    expect(sent).toEqual([
      [
        Buffer.from(bytes).toString('base64'),
        ['c2ln'],
        { showInput: true, showEffects: true, showBalanceChanges: true },
      ],
    ]);
  });

  it('refuses the answer to other bytes', async () => {
    const { line } = await nodeWith({ iota_executeTransactionBlock: () => transaction(digestOf(1)) });
    expectRefusal(await line.submit(bytes, 'c2ln'), 'node-answer-malformed');
  });

  it.each([-32002, -32602])('is rejected when the node looked and refused (%i)', async (code) => {
    const { line } = await nodeWith(failing(code));
    expectRefusal(await line.submit(bytes, 'c2ln'), 'node-rejected');
  });

  it.each([-32050, -32603, -32604, -32000, -32001, 7])(
    'stays open when the node may have accepted (%i)',
    async (code) => {
      const { line } = await nodeWith(failing(code));
      expectRefusal(await line.submit(bytes, 'c2ln'), 'node-unreachable');
    },
  );

  it('is sent once: no answer is no reason to send again by itself', async () => {
    const { node, line } = await nodeWith({
      iota_executeTransactionBlock: (_, response) => {
        response.destroy();
        return handled;
      },
    });
    expectRefusal(await line.submit(bytes, 'c2ln'), 'node-unreachable');
    expect(node.asked.filter((method) => method === 'iota_executeTransactionBlock')).toHaveLength(1);
  });
});
