import { bcs } from '@iota/iota-sdk/bcs';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { describe, expect, it } from 'vitest';
import { buildTransfer } from '../../../../electron/chains/iota/pure/build-transfer.ts';
import { coinKey } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { nodeWith } from './answering-node.ts';
import { FakeRpcError, handled } from './fake-node.ts';
import { transaction } from './ledger-samples.ts';
import { refusedWords } from './refused-words.ts';
import { coin, digestOf, expectRefusal, plan, unwrap } from './samples.ts';

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
    return line.provenSpend(digest, 0n);
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
  const failing = (code: number, words = 'no') => ({
    iota_executeTransactionBlock: () => {
      throw new FakeRpcError(code, words);
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

  it.each(refusedWords)('is $code where validators say so: $words', async ({ words, code }) => {
    for (const given of [-32002, -32000]) {
      const { line } = await nodeWith(failing(given, words));
      const refused = await line.submit(bytes, 'c2ln');
      expectRefusal(refused, code);
      expect(refused).toMatchObject({ message: expect.stringContaining(words.slice(0, 60)) });
    }
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
