import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';
import { verifyTransactionSignature } from '@iota/iota-sdk/verify';
import { describe, expect, it } from 'vitest';
import { buildTransfer, type IotaPlan } from '../../../../electron/chains/iota/pure/build-transfer.ts';
import { coinReference } from '../../../../electron/chains/iota/pure/coin-object.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { address, coin, plan, sender, unwrap } from '../../../unit/chains/iota/samples.ts';

/** The natural construction with the SDK, offline. */
function sdkTransaction(of: IotaPlan): Transaction {
  const transaction = new Transaction();
  transaction.setSender(of.sender);
  transaction.setGasPayment(
    of.coins.map((each) => {
      const { id, version, digest } = coinReference(each);
      return { objectId: id, version, digest };
    }),
  );
  transaction.setGasPrice(of.gasPrice);
  transaction.setGasBudget(of.gasBudget);
  transaction.setExpiration({ Epoch: Number(of.lastEpoch) });
  const parts = transaction.splitCoins(
    transaction.gas,
    of.payments.map(({ amount }) => amount),
  );
  of.payments.forEach(({ recipient }, index) => {
    transaction.transferObjects([parts[index]!], recipient);
  });
  return transaction;
}

const one = { recipient: address(0xb0b), amount: 5n };
const plans: [string, IotaPlan][] = [
  ['two payments', plan()],
  ['one payment', plan({ payments: [one] })],
  ['equal payments', plan({ payments: [one, one, { ...one, amount: 6n }] })],
  ['a payment to the sender', plan({ payments: [{ recipient: sender, amount: 1n }] })],
  [
    '500 payments from 255 coins',
    plan({
      payments: Array.from({ length: 500 }, (_, index) => ({ recipient: address(index), amount: 3n })),
      coins: Array.from({ length: 255 }, (_, index) => coin(index)),
    }),
  ],
];

describe('against the SDK', () => {
  it.each(plans)('builds the same bytes and digest: %s', async (_, of) => {
    const bytes = unwrap(buildTransfer(of));
    const transaction = sdkTransaction(of);
    expect(bytes).toEqual(await transaction.build());
    expect(iotaChain.transactionId(bytes)).toBe(await transaction.getDigest());
  });

  it('assembles the same signature from node:crypto, and each verifies the other', async () => {
    const seed = new Uint8Array(32).fill(7);
    const keypair = Ed25519Keypair.fromSecretKey(seed);
    const privateKey = createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
      format: 'der',
      type: 'pkcs8',
    });
    const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(12);
    const bytes = unwrap(buildTransfer(plan()));
    const ours = iotaChain.assemble(bytes, [
      {
        signature: sign(null, iotaChain.signingMessage(bytes, 0), privateKey),
        publicKey: new Uint8Array(publicKey),
      },
    ]);
    const theirs = (await keypair.signTransaction(bytes)).signature;
    expect(ours).toBe(theirs);
    expect(unwrap(iotaChain.verify(bytes, theirs))).toEqual([keypair.toIotaAddress()]);
    expect((await verifyTransactionSignature(bytes, ours)).toIotaAddress()).toBe(keypair.toIotaAddress());
  });
});
