import { iotaCodec } from '../../electron/chains/iota/pure/codec.ts';
import { type Approval, approvalDigest } from '../../electron/core/approval/approval.ts';
import type { Officer } from '../../electron/core/officer/officer.ts';
import type { Policy } from '../../electron/core/policy/policy.ts';
import { viewDigest } from '../../electron/core/proposal/decoded-transfer.ts';
import type { CoinEvidence, Proposal } from '../../electron/core/proposal/proposal.ts';
import { type RequestStatement, requestDigest } from '../../electron/core/proposal/request.ts';
import { type KeyPair, signMessage } from '../../electron/signer/ed25519.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import type { GovernedState, SignedRecord } from '../../electron/signer/vault-state.ts';
import { must } from './treasury-steps.ts';

/** The words of the BIP-39 standard's own test vector: nobody's money. */
export const WORDS = `${'abandon '.repeat(23)}art`;

export const FIRST = { account: 0, change: 0, index: 0 } as const;
export const NOW = 1_800_000_000_000;
export const GAS_PRICE = 1_000n;

const network = { id: 'iota:practice', chain: 'c0ffee00' } as const;
const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
const address = (number: number) => `0x${number.toString(16).padStart(64, '0')}`;
const VAULT = uuid(0xa1);

export interface SigningSamples {
  readonly keys: KeyTree;
  readonly state: GovernedState;
  readonly samples: readonly { readonly proposal: Proposal; readonly approvals: readonly Approval[] }[];
}

/** So many one-recipient payments, each from a coin of its own, requested by a maker and approved by an officer. */
export function signingSamples(seed: Uint8Array, count: number): SigningSamples {
  const keys = new KeyTree(seed);
  const owner = keys.address(FIRST);
  const maker = officer(1, 'Maker', 'maker');
  const approver = officer(2, 'Approver', 'approver');
  const state = vaultState(owner, [maker.officer, approver.officer]);
  const samples = Array.from({ length: count }, (_, i) => {
    const proposal = paymentProposal(i, owner, maker);
    return { proposal, approvals: [approvalOf(proposal, approver)] };
  });
  return { keys, state, samples };
}

interface Signatory {
  readonly officer: Officer;
  readonly key: KeyPair;
}

function officer(number: number, name: string, role: 'maker' | 'approver'): Signatory {
  const key = new KeyTree(new Uint8Array(64).fill(number)).officerKeyPair();
  const publicKey = Buffer.from(key.publicKey).toString('hex');
  return { officer: { id: uuid(number), name, publicKey, roles: [role] }, key };
}

const signAs = ({ key }: Signatory, digest: string): string =>
  Buffer.from(signMessage(key, Buffer.from(digest, 'hex'))).toString('hex');

function paymentProposal(number: number, owner: string, maker: Signatory): Proposal {
  const coin: CoinEvidence = {
    id: address(0xc000_0000 + number),
    version: '7',
    owner,
    balance: '2000000000',
    previousTransaction: '11111111111111111111111111111112',
    storageRebate: '980400',
  };
  const payment = { recipient: address(0xb000_0000 + number), amount: 1_000_000_000n };
  const gasBudget = iotaCodec.gasBudget({ coins: 1, payments: 1, gasPrice: GAS_PRICE });
  const bytes = must(
    iotaCodec.build({ sender: owner, coins: [coin], payments: [payment], gasPrice: GAS_PRICE, gasBudget }),
  );
  const statement: RequestStatement = {
    kind: 'withdrawal',
    id: uuid(0x1_0000 + number),
    network,
    vaultId: VAULT,
    recipient: payment.recipient,
    amount: payment.amount.toString(),
    reference: '',
    createdAt: NOW,
    makerId: maker.officer.id,
  };
  return {
    id: uuid(0x1000_0000 + number),
    network,
    vaultId: VAULT,
    from: FIRST,
    bytes: Buffer.from(bytes).toString('base64'),
    evidence: [coin],
    requests: [{ statement, signature: signAs(maker, requestDigest(statement)) }],
    createdAt: NOW,
  };
}

function approvalOf(proposal: Proposal, approver: Signatory): Approval {
  const bytes = Buffer.from(proposal.bytes, 'base64');
  const statement = {
    network,
    transactionDigest: iotaCodec.digest(bytes),
    viewDigest: viewDigest(network, must(iotaCodec.decode(bytes))),
    requestIds: proposal.requests.map((request) => request.statement.id),
    policyVersion: 1,
    expiresAt: NOW + 3_600_000,
    officerId: approver.officer.id,
  };
  return { statement, signature: signAs(approver, approvalDigest(statement)) };
}

function vaultState(receiveAddress: string, officers: Officer[]): GovernedState {
  const policy: Policy = {
    format: 'sallyport/policy/1',
    treasuryId: uuid(0xf),
    version: 1,
    network,
    createdAt: NOW,
    officers,
    vaults: [{ id: VAULT, name: 'Hot vault', kind: 'hot', receiveAddress }],
    rules: [
      {
        id: 'everyday',
        title: 'Everyday withdrawal',
        vaultId: VAULT,
        destination: 'anyone',
        maxAmount: '1000000000000',
        window: { seconds: 86_400, max: '9000000000000000000' },
        approvals: 1,
      },
    ],
    gasCap: '100000000',
    floatBand: { min: '0', target: '1', max: '2' },
    approvalLifetime: 86_400,
  };
  return {
    format: 'sallyport/state/1',
    kind: 'governed',
    era: '0'.repeat(32),
    vaultId: VAULT,
    counter: 1,
    policy: { policy, signatures: [] },
    signed: [],
    voided: [],
    horizon: 0,
  };
}

/** The state after so many signatures, none of which has to do with the samples. */
export function stateAfter(state: GovernedState, signatures: number): GovernedState {
  const signed: SignedRecord[] = Array.from({ length: signatures }, (_, i) => ({
    digest: (0xd000_0000 + i).toString(16).padStart(64, '0'),
    counter: i + 2,
    at: NOW - 1_000,
    ruleId: 'everyday',
    total: '1000000000',
    requestIds: [uuid(0x7000_0000 + i)],
    approvers: [uuid(2)],
    coins: [`${address(0xe000_0000 + i)}@1`],
  }));
  return { ...state, counter: signatures + 1, signed };
}
