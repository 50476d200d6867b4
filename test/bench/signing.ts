import { Ed25519Keypair, Ed25519PublicKey } from '@iota/iota-sdk/keypairs/ed25519';
import { Transaction } from '@iota/iota-sdk/transactions';
import { mnemonicToSeedSync } from '@scure/bip39';
import { decodeTransfer } from '../../electron/chains/iota/pure/decode-transfer.ts';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { approvalDigest } from '../../electron/core/approval/approval.ts';
import { intentBytes } from '../../electron/core/proposal/proposal.ts';
import { requestDigest } from '../../electron/core/proposal/request.ts';
import { decideToSign, identifyProposal } from '../../electron/signer/decide-to-sign.ts';
import { signMessage, verifySignature } from '../../electron/signer/ed25519.ts';
import { stateKey } from '../../electron/signer/sealed-state.ts';
import { sealBase } from '../../electron/signer/state-log.ts';
import { vaultAddress } from '../../electron/signer/vault-address.ts';
import {
  FIRST,
  GAS_PRICE,
  memoryAfter,
  NOW,
  type SigningSamples,
  signingSamples,
  WORDS,
} from '../support/bench-samples.ts';
import { must } from '../support/must.ts';
import { type BenchRow, inTurns, milliseconds, ms, only, ratioRow, reported, time } from './measure.ts';

const OURS = 10_000;
const THEIRS = 1_000;

const hex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'hex'));

type Sample = SigningSamples['samples'][number];

/** Signing one-recipient payments: with everything that the signer proves before, and the mere signature. */
export async function benchSigning(): Promise<BenchRow[]> {
  const seed = mnemonicToSeedSync(WORDS);
  const { keys, governed, samples } = signingSamples(seed.slice(), OURS);
  const sdkKey = Ed25519Keypair.deriveKeypairFromSeed(Buffer.from(seed).toString('hex'));
  const address = vaultAddress(keys, iotaChain, FIRST);
  if (sdkKey.toIotaAddress() !== address) throw new Error('the two hold different keys');

  const context = {
    chain: iotaChain,
    governed,
    memory: memoryAfter(governed, 0),
    policy: governed.standing.inForce,
    addressAt: () => address, // the signer's tree keeps this node; its derivation is measured elsewhere
    verify: verifySignature,
    now: NOW,
    epoch: 0n,
    fields: null,
    mandate: null,
  };
  const key = keys.keyPair(iotaChain.derivation.levels(FIRST));
  const signature = (bytes: Uint8Array) =>
    iotaChain.assemble(bytes, [
      { signature: signMessage(key, iotaChain.signingMessage(bytes, 0)), publicKey: key.publicKey },
    ]);
  const decideAndSign = ({ proposal, approvals }: Sample) => {
    const proven = must(identifyProposal(proposal, context));
    const { fields } = must(decideToSign(proposal, proven, approvals, context));
    return signature(must(iotaChain.complete(proven.intent, fields)));
  };
  const decodeAndSign = ({ proposal }: Sample) => {
    const bytes = intentBytes(proposal);
    must(iotaChain.decode(bytes));
    iotaChain.digest(bytes);
    return signature(bytes);
  };
  const buildAndSign = async (sample: Sample) => {
    const bytes = await sdkTransaction(sample, address).build();
    return (await sdkKey.signTransaction(bytes)).signature;
  };
  const [maker, approver] = governed.standing.inForce.officers.map(
    ({ keys: [key] }) => new Ed25519PublicKey(Buffer.from(key?.publicKey ?? '', 'hex')),
  );
  // The signer's work with the SDK's own tools: read the bytes, verify request and approval, sign.
  const verifyAndSign = async ({ proposal, approvals }: Sample) => {
    const bytes = intentBytes(proposal);
    await Transaction.from(bytes).getDigest();
    const [request] = proposal.requests;
    const [approval] = approvals;
    const verified =
      (await maker!.verify(hex(requestDigest(request!.statement)), hex(request!.signature))) &&
      (await approver!.verify(hex(approvalDigest(approval!.statement)), hex(approval!.signature)));
    if (!verified) throw new Error('the SDK verifies another way');
    return (await sdkKey.signTransaction(bytes)).signature;
  };
  const [first] = samples;
  if (!first) throw new Error('expected samples');
  const bytes = intentBytes(first.proposal);
  const signatures = [
    decideAndSign(first),
    decodeAndSign(first),
    await buildAndSign(first),
    await verifyAndSign(first),
  ];
  if (new Set(signatures).size !== 1) throw new Error('the two sign different bytes');

  const few = samples.slice(0, THEIRS);
  const [decided = 0, decoded = 0, built = 0, verified = 0, signed = 0] = await inTurns(3, [
    { count: OURS, work: () => samples.forEach(decideAndSign) },
    { count: OURS, work: () => samples.forEach(decodeAndSign) },
    {
      count: THEIRS,
      work: async () => {
        for (const sample of few) await buildAndSign(sample);
      },
    },
    {
      count: THEIRS,
      work: async () => {
        for (const sample of few) await verifyAndSign(sample);
      },
    },
    {
      count: THEIRS,
      work: async () => {
        for (const _ of few) await sdkKey.signTransaction(bytes);
      },
    },
  ]);
  const scaled = (unit: number) => `${milliseconds(unit * OURS)} (scaled from ${THEIRS})`;
  return [
    ratioRow(
      'signing.decode-and-sign',
      '10 000 payments: bytes read or built, signed',
      `decode, digest, sign ${milliseconds(decoded * OURS)} against the SDK's build, sign ${scaled(built)}`,
      { ratio: built / decoded, least: 3 },
    ),
    ratioRow(
      'signing.decide-and-sign',
      '10 000 payments decided and signed',
      `decode, inputs, policy, request, approval, sign ${milliseconds(decided * OURS)} against the SDK's ` +
        `read, verify both, sign ${scaled(verified)}`,
      { ratio: verified / decided, least: 3 },
    ),
    reported(
      '10 000 payments decided and signed, SDK blind',
      `the SDK's build, sign, which proves nothing: ${(built / decided).toFixed(1)}x of ours`,
      only('signing.sdk-blind', built / decided, 'x'),
      ms('signing.decided', decided * OURS),
    ),
    reported(
      '10 000 signatures only, SDK',
      `${scaled(signed)}; ours with decoding ${(signed / decoded).toFixed(1)}x`,
      only('signing.sdk-signature', signed / decoded, 'x'),
      ms('signing.decoded', decoded * OURS),
    ),
    await sealing(seed, memoryAfter(governed, 10_000)),
  ];
}

/** The same payment as the sample's, as the SDK builds it from given gas data. */
function sdkTransaction({ proposal }: Sample, sender: string): Transaction {
  const transfer = must(decodeTransfer(intentBytes(proposal)));
  const transaction = new Transaction();
  const [payment] = transfer.payments;
  const [coin] = transaction.splitCoins(transaction.gas, [payment!.amount]);
  transaction.transferObjects([coin!], payment!.recipient);
  transaction.setSender(sender);
  transaction.setGasOwner(sender);
  transaction.setGasPrice(GAS_PRICE);
  transaction.setGasBudget(transfer.gasBudget);
  transaction.setGasPayment(
    transfer.inputs.map(({ id, version, digest }) => ({ objectId: id, version, digest })),
  );
  return transaction;
}

async function sealing(seed: Uint8Array, memory: Parameters<typeof sealBase>[0]): Promise<BenchRow> {
  const key = stateKey(seed);
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  let bytes = 0;
  const took = await time(() => {
    bytes = must(sealBase(memory, { key, random })).bytes.length;
  });
  const size = (bytes / 1024 / 1024).toFixed(1);
  return reported(
    'the state of 10 000 signatures written anew',
    `${milliseconds(took)} for ${size} MiB`,
    ms('signing.seal-state', took),
  );
}
