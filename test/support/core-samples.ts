import type { Actor } from '../../electron/core/actor.ts';
import { type Amount, amountOf, moneyOf } from '../../electron/core/amount.ts';
import {
  type Approval,
  type ApprovalStatement,
  approvalDigest,
  type Rejection,
  type RejectionStatement,
  rejectionDigest,
} from '../../electron/core/approval/approval.ts';
import type { MessageSubject, TransactionSubject } from '../../electron/core/approval/subject.ts';
import type { Asset } from '../../electron/core/asset.ts';
import {
  type Attestation,
  type AttestationStatement,
  attestationDigest,
  attestationOf,
  type PathAddress,
} from '../../electron/core/attestation/attestation.ts';
import {
  type MandateStatement,
  mandateDigest,
  type SignedMandate,
} from '../../electron/core/mandate/mandate.ts';
import {
  type MessageStatement,
  messageDigest,
  messageViewDigest,
  type SignedMessage,
} from '../../electron/core/message/message.ts';
import { isPractice, type NetworkIdentity } from '../../electron/core/network-id.ts';
import type { Officer, Role } from '../../electron/core/officer/officer.ts';
import {
  type KnownPolicy,
  type Policy,
  policyDigest,
  policyReference,
  type Rule,
  type SignedPolicy,
} from '../../electron/core/policy/policy.ts';
import type { InputEvidence } from '../../electron/core/proposal/evidence.ts';
import type { Proposal } from '../../electron/core/proposal/proposal.ts';
import {
  REQUEST_LIFETIME_MS,
  type RequestStatement,
  requestDigest,
  type SignedRequest,
} from '../../electron/core/proposal/request.ts';
import type { TransferView } from '../../electron/core/proposal/transfer-view.ts';
import type { Result } from '../../electron/core/result.ts';
import type { StatementHead } from '../../electron/core/statement.ts';
import { keysAtDesk, practiceParts, type RuleSample, realParts, ruleOf } from './policy-parts.ts';
import { ed25519KeyPair, signDigest, type TestKeyPair } from './test-signatures.ts';

/** Samples of a treasury on a chain that does not exist: core must know none. */

/** The time at which everything in these samples happens. */
export const NOW = Date.UTC(2026, 0, 15, 12);

export const network: NetworkIdentity = { id: 'toy:practice', genesis: 'c0ffee00' };
export const asset: Asset = { id: 'TOY', unit: 'Toy', decimals: 9 };

export const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

export const address = (number: number): string => `toy1${number.toString(32).padStart(40, 'q')}`;

/** @param whole whole units, down to a thousandth */
export const units = (whole: number): bigint => BigInt(Math.round(whole * 1000)) * 10n ** 6n;
export const amount = (whole: number): Amount => amountOf(units(whole), asset);
/** @param base base units */
export const amountIn = (base: bigint | number): Amount => amountOf(BigInt(base), asset);

/** The code of a refusal, or `accepted`. */
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'accepted' : result.code);

/** An officer whose key is open, so that tests can sign anything in the officer's name. */
export interface TestOfficer extends Officer {
  readonly key: TestKeyPair;
  /** Their one key's. */
  readonly publicKey: string;
}

function officer(number: number, name: string, roles: Role[]): TestOfficer {
  const key = ed25519KeyPair(`officer ${name}`);
  return {
    id: uuid(number),
    name,
    roles,
    keys: keysAtDesk(key.publicKey),
    expiresAt: null,
    key,
    publicKey: key.publicKey,
  };
}

export const officers = {
  mara: officer(1, 'Mara', ['maker']),
  ben: officer(2, 'Ben', ['approver']),
  chiara: officer(3, 'Chiara', ['approver']),
  dev: officer(4, 'Dev', ['policy-admin', 'auditor']),
  erin: officer(5, 'Erin', ['maker', 'approver']),
};

/** Somebody of no policy. */
export const stranger = officer(66, 'Mallory', ['maker', 'approver', 'policy-admin']);

/** @returns the officer's signature over a digest, both hex */
export const signAs = (who: Pick<TestOfficer, 'key'>, digest: string): string => signDigest(who.key, digest);

const hotKey = ed25519KeyPair('attestations of hot');
export const hot = { id: uuid(0xa1), address: address(0xa1), key: hotKey.publicKey };
export const cold = {
  id: uuid(0xa2),
  address: address(0xa2),
  key: ed25519KeyPair('attestations of cold').publicKey,
};

/** A rule of the hot vault. */
export const rule = (overrides: RuleSample = {}): Rule => ruleOf({ vaultId: hot.id, ...overrides });

/** What the hot vault has signed of these addresses of its own, or says to have signed where `head` changes who or where. */
export function attested(
  addresses: readonly PathAddress[],
  head: Partial<Pick<AttestationStatement, 'treasuryId' | 'network' | 'vaultId'>> = {},
): Attestation {
  const statement = attestationOf({ treasuryId: uuid(0x7), network, vaultId: hot.id, ...head }, addresses);
  return { statement, signature: signDigest(hotKey, attestationDigest(statement)) };
}

/** What the hot vault has signed of an address of its account 4. */
export const attestation: Attestation = attested([
  { path: { account: 4, change: 0, index: 0 }, address: address(0x4a0) },
]);

/** Up to 1000 with one approval and 5000 a day, anything above with two, sweeps to the cold vault with one. */
export function policy(overrides: Partial<Policy> = {}): Policy {
  const listed = overrides.officers ?? Object.values(officers).map(listedOfficer);
  return {
    format: 'sallyport/policy/5',
    treasuryId: uuid(0x7),
    version: 1,
    previous: null,
    network,
    trustRoot: null,
    unproven: 'counts',
    asset: asset.id,
    createdAt: NOW - 1000,
    officers: listed,
    vaults: [
      { id: hot.id, name: 'Hot', kind: 'hot', receiveAddress: hot.address, attestationKey: hot.key },
      { id: cold.id, name: 'Cold', kind: 'cold', receiveAddress: cold.address, attestationKey: cold.key },
    ],
    rules: [
      rule({ id: 'sweep', destination: 'own-vault' }),
      rule({ id: 'everyday', maxAmount: amount(1000), window: { seconds: 86_400, max: amount(5000) } }),
      rule({ id: 'large', maxAmount: amount(20_000), approvals: 2 }),
    ],
    feeCap: amount(0.1),
    floatBand: { min: amount(5000), target: amount(10_000), max: amount(20_000) },
    ...practiceParts(listed),
    ...(isPractice(overrides.network?.id ?? network.id) ? {} : realParts(listed)),
    ...overrides,
  };
}

/** Somebody as a policy lists them: without their open key. */
export const listedOfficer = ({ key: _, publicKey: __, ...listed }: TestOfficer): Officer => listed;

/** Signed by these; by all sample officers that the policy has where nobody is named. */
export function signPolicy(of: Policy, ...signers: readonly TestOfficer[]): SignedPolicy {
  const founders = Object.values(officers).filter(({ id }) => of.officers.some((each) => each.id === id));
  const all = signers.length > 0 ? signers : founders;
  return {
    policy: of,
    signatures: all.map((who) => ({ officerId: who.id, signature: signAs(who, policyDigest(of)) })),
  };
}

/** A policy that is known since it was made. */
export const knownPolicy = (of: Policy, ...signers: readonly TestOfficer[]): KnownPolicy => ({
  ...signPolicy(of, ...signers),
  knownSince: of.createdAt,
});

export const person = (who: Pick<Officer, 'id'>): Actor => ({ kind: 'person', officerId: who.id });

export const headOf = (who: Pick<Officer, 'id'>, under: Policy = policy()): StatementHead => ({
  treasuryId: under.treasuryId,
  network: under.network,
  policy: policyReference(under),
  actor: person(who),
});

export function request(
  overrides: Partial<RequestStatement> = {},
  maker: TestOfficer = officers.mara,
): SignedRequest {
  const statement: RequestStatement = {
    ...headOf(maker),
    kind: 'withdrawal',
    id: uuid(0x4e0),
    vaultId: hot.id,
    source: null,
    recipient: address(0xb0b),
    amount: amount(100),
    memo: null,
    reference: 'W-1',
    createdAt: NOW - 60_000,
    expiresAt: (overrides.createdAt ?? NOW - 60_000) + REQUEST_LIFETIME_MS,
    ...overrides,
  };
  return { statement, signature: signAs(maker, requestDigest(statement)) };
}

/** An input that a chain would have to prove. */
export const input = (number: number, overrides: Partial<InputEvidence> = {}): InputEvidence => ({
  chain: 'toy',
  key: `in${number}:0`,
  owner: hot.address,
  amount: amount(30_000),
  proof: { transaction: `t${number}`, output: 0 },
  ...overrides,
});

export function proposal(overrides: Partial<Proposal> = {}): Proposal {
  return {
    format: 'sallyport/proposal/2',
    id: uuid(0x9),
    treasuryId: policy().treasuryId,
    network,
    vaultId: hot.id,
    sources: [{ address: hot.address, path: { account: 0, change: 0, index: 0 } }],
    intent: Buffer.from('pay bob').toString('base64'),
    evidence: [input(1)],
    requests: [request()],
    createdAt: NOW - 30_000,
    ...overrides,
  };
}

export const view: TransferView = {
  chain: 'toy',
  payers: [hot.address],
  payments: [{ recipient: address(0xb0b), amount: moneyOf(units(100), asset) }],
  feeAtMost: moneyOf(10_000_000n, asset),
  inputs: [{ key: 'in1:0', reference: 'in1' }],
  changeTo: hot.address,
  validUntil: null,
  memo: null,
  details: { feeRate: '1000' },
};

export const subject: TransactionSubject = {
  kind: 'transaction',
  digest: 'd1'.repeat(32),
  viewDigest: 'e2'.repeat(32),
};

export function approval(
  by: TestOfficer = officers.ben,
  overrides: Partial<ApprovalStatement> = {},
): Approval {
  const statement: ApprovalStatement = {
    ...headOf(by),
    subject,
    requestIds: [request().statement.id],
    expiresAt: NOW + 1_800_000,
    ...overrides,
  };
  return { statement, signature: signAs(by, approvalDigest(statement)) };
}

export function rejection(
  by: TestOfficer = officers.chiara,
  overrides: Partial<RejectionStatement> = {},
): Rejection {
  const statement: RejectionStatement = {
    ...headOf(by),
    subject,
    requestIds: [request().statement.id],
    reason: 'not ours',
    rejectedAt: NOW,
    ...overrides,
  };
  return { statement, signature: signAs(by, rejectionDigest(statement)) };
}

/** A gather of 1 and 2 into the hot vault's receiving address, as Mara asks for it. */
export function mandate(overrides: Partial<MandateStatement> = {}, maker = officers.mara): SignedMandate {
  const statement: MandateStatement = {
    ...headOf(maker),
    kind: 'gather',
    id: uuid(0x6a),
    vaultId: hot.id,
    destination: { vaultId: hot.id, address: hot.address },
    sources: [1, 2].map((number) => ({
      requestId: uuid(0x6a00 + number),
      address: address(0x6a00 + number),
      path: { account: 1, change: 0, index: number },
      amount: amount(number),
      feeAtMost: amount(0.01),
    })),
    createdAt: NOW - 60_000,
    expiresAt: NOW + 86_400_000,
    ...overrides,
  };
  return { statement, signature: signAs(maker, mandateDigest(statement)) };
}

/** An auditor's text for the first address of the hot vault's account 4, as Mara asks for it. */
export function message(overrides: Partial<MessageStatement> = {}, maker = officers.mara): SignedMessage {
  const statement: MessageStatement = {
    ...headOf(maker),
    id: uuid(0x3e),
    vaultId: hot.id,
    address: address(0x4a0),
    path: { account: 4, change: 0, index: 0 },
    text: 'Audit 2026\nNonce: 7f3a-91bc',
    createdAt: NOW - 60_000,
    expiresAt: NOW + 86_400_000,
    ...overrides,
  };
  return { statement, signature: signAs(maker, messageDigest(statement)) };
}

export const messageSubject = ({ statement }: SignedMessage): MessageSubject => ({
  kind: 'message',
  digest: messageDigest(statement),
  viewDigest: messageViewDigest(statement),
});
