import { createHash } from 'node:crypto';
import { base58 } from '@scure/base';
import { evidenceOfCoin } from '../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaTerms } from '../../electron/chains/iota/pure/fee-terms.ts';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import type { Actor } from '../../electron/core/actor.ts';
import { amountOf, moneyOf } from '../../electron/core/amount.ts';
import { type Approval, approvalDigest } from '../../electron/core/approval/approval.ts';
import { attestationDigest, attestationOf, proveBatch } from '../../electron/core/attestation/attestation.ts';
import type { Officer } from '../../electron/core/officer/officer.ts';
import { type Policy, policyReference } from '../../electron/core/policy/policy.ts';
import { intentBytes, type Proposal } from '../../electron/core/proposal/proposal.ts';
import {
  REQUEST_LIFETIME_MS,
  type RequestStatement,
  requestDigest,
} from '../../electron/core/proposal/request.ts';
import { viewDigest } from '../../electron/core/proposal/transfer-view.ts';
import { type KeyPair, signMessage } from '../../electron/signer/ed25519.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { encodeChange, type StateChange } from '../../electron/signer/state-record.ts';
import { attestationKey, vaultAddress } from '../../electron/signer/vault-address.ts';
import { type Governed, VaultMemory } from '../../electron/signer/vault-memory.ts';
import { must } from './must.ts';
import { keysAtDesk, practiceParts, ruleOf } from './policy-parts.ts';
import { sampleTrustRoot } from './sample-trust-root.ts';

/** The words of the BIP-39 standard's own test vector: nobody's money. */
export const WORDS = `${'abandon '.repeat(23)}art`;

export const FIRST = { account: 0, change: 0, index: 0 } as const;
export const NOW = 1_800_000_000_000;
export const GAS_PRICE = 1_000n;

const network = { id: 'iota:practice', genesis: 'c0ffee00' } as const;
const { asset } = iotaChain;
const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
const address = (number: number) => `0x${number.toString(16).padStart(64, '0')}`;

/** Names of things by their number. */
interface Names {
  readonly uuid: (number: number) => string;
  readonly address: (number: number) => string;
  /** 32 bytes in base58. */
  readonly transaction: (number: number) => string;
}

const counted: Names = { uuid, address, transaction: () => '11111111111111111111111111111112' };

/** Names without a pattern, as real ones are: what is made of them compresses as real documents do. */
export const scattered: Names = {
  uuid: (number) => hashOf(number).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5'),
  address: (number) => `0x${hashOf(number)}`,
  transaction: (number) => base58.encode(createHash('sha256').update(`transaction ${number}`).digest()),
};
const hashOf = (number: number): string => createHash('sha256').update(`${number}`).digest('hex');
const VAULT = uuid(0xa1);
const TREASURY = uuid(0xf);

export interface SigningSamples {
  readonly keys: KeyTree;
  readonly governed: Governed;
  readonly samples: readonly { readonly proposal: Proposal; readonly approvals: readonly Approval[] }[];
}

/** So many one-recipient payments, each from a coin of its own, requested by a maker and approved by an officer. */
export function signingSamples(seed: Uint8Array, count: number, names: Names = counted): SigningSamples {
  const keys = new KeyTree(seed);
  const owner = vaultAddress(keys, iotaChain, FIRST);
  const maker = officer(1, 'Maker', 'maker');
  const approver = officer(2, 'Approver', 'approver');
  const governed = governedBy({ receiveAddress: owner, attestationKey: attestationKey(keys) }, [
    maker.officer,
    approver.officer,
  ]);
  const samples = Array.from({ length: count }, (_, i) => {
    const proposal = paymentProposal(i, owner, { policy: governed.standing.inForce, maker, names });
    return { proposal, approvals: [approvalOf(proposal, governed.standing.inForce, approver)] };
  });
  return { keys, governed, samples };
}

/** The one address that pays in these samples and gets the change, as its vault has signed it. */
export function ownPartsOf({ keys, samples }: SigningSamples) {
  const [source] = samples.flatMap(({ proposal }) => proposal.sources);
  if (!source) throw new Error('expected a sample');
  const statement = attestationOf({ treasuryId: TREASURY, network, vaultId: VAULT }, [source]);
  const digest = Buffer.from(attestationDigest(statement), 'hex');
  const signature = Buffer.from(signMessage(keys.attestationKeyPair(), digest)).toString('hex');
  const addresses = proveBatch(statement, [source]).map((proof) => ({ vaultId: VAULT, ...source, ...proof }));
  return { epoch: { number: '0', beganAt: NOW }, attestations: [{ statement, signature }], addresses };
}

interface Signatory {
  readonly officer: Officer;
  readonly key: KeyPair;
}

function officer(number: number, name: string, role: 'maker' | 'approver'): Signatory {
  const key = new KeyTree(new Uint8Array(64).fill(number)).officerKeyPair();
  const publicKey = Buffer.from(key.publicKey).toString('hex');
  return {
    officer: { id: uuid(number), name, roles: [role], keys: keysAtDesk(publicKey), expiresAt: null },
    key,
  };
}

const signAs = ({ key }: Signatory, digest: string): string =>
  Buffer.from(signMessage(key, Buffer.from(digest, 'hex'))).toString('hex');

/** The head of every statement. */
const headOf = (policy: Policy, { officer: { id } }: Signatory) => ({
  treasuryId: TREASURY,
  network,
  policy: policyReference(policy),
  actor: { kind: 'person', officerId: id } satisfies Actor,
});

function paymentProposal(
  number: number,
  owner: string,
  { policy, maker, names }: { readonly policy: Policy; readonly maker: Signatory; readonly names: Names },
): Proposal {
  const coin = evidenceOfCoin({
    id: names.address(0xc000_0000 + number),
    version: '7',
    owner,
    balance: '2000000000',
    previousTransaction: names.transaction(number),
    storageRebate: '980400',
  });
  const payment = { recipient: names.address(0xb000_0000 + number), amount: moneyOf(1_000_000_000n, asset) };
  const plan = {
    evidence: [coin],
    payments: [payment],
    memo: null,
    terms: iotaTerms(GAS_PRICE),
    lastEpoch: 1n,
    variant: 0,
  };
  const intent = must(iotaChain.build(plan));
  const statement: RequestStatement = {
    ...headOf(policy, maker),
    kind: 'withdrawal',
    id: names.uuid(0x1_0000 + number),
    vaultId: VAULT,
    source: null,
    recipient: payment.recipient,
    amount: amountOf(payment.amount.units, asset),
    memo: null,
    reference: '',
    createdAt: NOW,
    expiresAt: NOW + REQUEST_LIFETIME_MS,
  };
  return {
    format: 'sallyport/proposal/2',
    id: names.uuid(0x1000_0000 + number),
    treasuryId: TREASURY,
    network,
    vaultId: VAULT,
    sources: [{ address: owner, path: FIRST }],
    intent: Buffer.from(intent).toString('base64'),
    evidence: [coin],
    requests: [{ statement, signature: signAs(maker, requestDigest(statement)) }],
    createdAt: NOW,
  };
}

function approvalOf(proposal: Proposal, policy: Policy, approver: Signatory): Approval {
  const intent = intentBytes(proposal);
  const statement = {
    ...headOf(policy, approver),
    subject: {
      kind: 'transaction' as const,
      digest: iotaChain.digest(intent),
      viewDigest: viewDigest(network, must(iotaChain.decode(intent))),
    },
    requestIds: proposal.requests.map((request) => request.statement.id),
    expiresAt: NOW + 3_600_000,
  };
  return { statement, signature: signAs(approver, approvalDigest(statement)) };
}

function governedBy(
  { receiveAddress, attestationKey }: { readonly receiveAddress: string; readonly attestationKey: string },
  officers: Officer[],
): Governed {
  const policy: Policy = {
    format: 'sallyport/policy/5',
    treasuryId: TREASURY,
    version: 1,
    previous: null,
    network,
    trustRoot: sampleTrustRoot(network.genesis),
    unproven: 'counts',
    asset: asset.id,
    createdAt: NOW,
    officers,
    vaults: [{ id: VAULT, name: 'Hot vault', kind: 'hot', receiveAddress, attestationKey }],
    rules: [
      ruleOf({
        id: 'everyday',
        title: 'Everyday withdrawal',
        vaultId: VAULT,
        maxAmount: amountOf(1_000_000_000_000n, asset),
        window: { seconds: 86_400, max: amountOf(9_000_000_000_000_000_000n, asset) },
        review: 86_400,
      }),
    ],
    feeCap: amountOf(100_000_000n, asset),
    floatBand: { min: amountOf(0n, asset), target: amountOf(1n, asset), max: amountOf(2n, asset) },
    ...practiceParts(officers),
  };
  return { vaultId: VAULT, standing: { inForce: policy, asOf: NOW, waiting: null } };
}

/** The era of these memories. */
export const ERA = '0'.repeat(32);

/** The memory after so many signatures, none of which has to do with the samples. */
export function memoryAfter(governed: Governed, signatures: number): VaultMemory {
  const memory = new VaultMemory({
    era: ERA,
    counter: signatures + 1,
    horizon: 0,
    sealedAt: 0,
    forgottenAt: 0,
    governed,
    epoch: null,
    proven: null,
    journal: null,
  });
  for (let from = 0; from < signatures; from += 1000) {
    const batch = Array.from({ length: Math.min(1000, signatures - from) }, (_, i) =>
      encodeChange(pastPayment(from + i), from + i + 2),
    );
    memory.load(Buffer.concat(batch));
  }
  return memory;
}

/** A payment of the past, in the window of its rule: as dear as one can be. */
export const pastPayment = (number: number): StateChange => ({
  kind: 'signed',
  digest: (0xd000_0000 + number).toString(16).padStart(64, '0'),
  at: NOW - 1_000,
  ruleId: 'everyday',
  total: '1000000000',
  requestIds: [uuid(0x7000_0000 + number)],
  approvers: [uuid(2)],
  inputs: [`${address(0xe000_0000 + number)}@1`],
  fields: null,
  epoch: '0',
  lastEpoch: '1',
  cancels: null,
});
