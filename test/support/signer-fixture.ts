import type { Chain } from '../../electron/chains/chain.ts';
import { type Coin, evidenceOfCoin } from '../../electron/chains/iota/pure/coin-evidence.ts';
import { coinReference } from '../../electron/chains/iota/pure/coin-object.ts';
import { encodeTransfer } from '../../electron/chains/iota/pure/encode-transfer.ts';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import type { IotaTransfer } from '../../electron/chains/iota/pure/transfer.ts';
import type { Actor } from '../../electron/core/actor.ts';
import { type Amount, amountOf } from '../../electron/core/amount.ts';
import {
  type Approval,
  type ApprovalStatement,
  approvalDigest,
  type Rejection,
  type RejectionStatement,
  rejectionDigest,
} from '../../electron/core/approval/approval.ts';
import type { TransactionSubject } from '../../electron/core/approval/subject.ts';
import { FIRST_PATH } from '../../electron/core/derivation-path.ts';
import { bytesToHex, hexToBytes } from '../../electron/core/digest.ts';
import { isPractice } from '../../electron/core/network-id.ts';
import type { Officer, Role } from '../../electron/core/officer/officer.ts';
import {
  type KnownPolicy,
  type Policy,
  policyDigest,
  policyReference,
} from '../../electron/core/policy/policy.ts';
import { intentBytes, type Proposal } from '../../electron/core/proposal/proposal.ts';
import {
  REQUEST_LIFETIME_MS,
  type RequestStatement,
  requestDigest,
  type SignedRequest,
} from '../../electron/core/proposal/request.ts';
import { viewDigest } from '../../electron/core/proposal/transfer-view.ts';
import { ok, type Result, refuse } from '../../electron/core/result.ts';
import type { StatementHead } from '../../electron/core/statement.ts';
import { type KeyPair, signMessage } from '../../electron/signer/ed25519.ts';
import { writeFreshState } from '../../electron/signer/fresh-state.ts';
import type { StateFile } from '../../electron/signer/kept-state.ts';
import { OpenVault } from '../../electron/signer/open-vault.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import type { StateEnd } from '../../electron/signer/state-log.ts';
import { attestationKey, vaultAddress } from '../../electron/signer/vault-address.ts';
import type { Governed } from '../../electron/signer/vault-memory.ts';
import { keysAtDesk, practiceParts, type RuleSample, realParts, ruleOf } from './policy-parts.ts';
import { sampleTrustRoot } from './sample-trust-root.ts';
import { countingRandom } from './stronghold-samples.ts';

/** The time at which everything in these fixtures happens. */
export const NOW = Date.UTC(2026, 0, 15, 12);

/** The epoch in which everything in these fixtures happens. */
export const EPOCH = 100n;

export const network = { id: 'iota:practice', genesis: 'c0ffee00' } as const;

export const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

export const address = (number: number): string => `0x${number.toString(16).padStart(64, '0')}`;

/** @param whole whole units, down to a thousandth */
export const nanos = (whole: number): bigint => BigInt(Math.round(whole * 1000)) * 10n ** 6n;
export const iota = (whole: number): Amount => amountOf(nanos(whole), iotaChain.asset);

/** A vault's 64-byte seed, the same in every run; a fresh copy, because key trees wipe theirs. */
export const vaultSeed = (name: 'hot' | 'cold' | 'foreign'): Uint8Array =>
  countingRandom(`${name} vault`)(64);

/** An officer whose key lies open, so that tests can sign anything in the officer's name. */
export interface TestOfficer extends Officer {
  readonly key: KeyPair;
  /** Their one key's, hex. */
  readonly publicKey: string;
}

function officer(number: number, name: string, roles: Role[]): TestOfficer {
  const key = new KeyTree(countingRandom(`officer ${name}`)(64)).officerKeyPair();
  const publicKey = bytesToHex(key.publicKey);
  return { id: uuid(number), name, roles, keys: keysAtDesk(publicKey), expiresAt: null, key, publicKey };
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
export const signAs = (who: TestOfficer, digest: string): string =>
  bytesToHex(signMessage(who.key, hexToBytes(digest)));

const listed = ({ key: _, publicKey: __, ...who }: TestOfficer): Officer => who;

const addressOf = (name: 'hot' | 'cold') => vaultAddress(new KeyTree(vaultSeed(name)), iotaChain, FIRST_PATH);
const keyOf = (name: 'hot' | 'cold') => attestationKey(new KeyTree(vaultSeed(name)));
export const hot = { id: uuid(0xa1), address: addressOf('hot'), key: keyOf('hot') };
export const cold = { id: uuid(0xa2), address: addressOf('cold'), key: keyOf('cold') };

const rootOf = ({ id, genesis }: Policy['network']): string | null =>
  id.startsWith('iota:') ? sampleTrustRoot(genesis) : null;

/** Up to 1000 IOTA with one approval and 5000 a day, anything above with two, sweeps to the cold vault with one. */
export function policy(overrides: Partial<Policy> = {}): Policy {
  const people = overrides.officers ?? Object.values(officers).map(listed);
  return {
    format: 'sallyport/policy/5',
    treasuryId: uuid(0x7),
    version: 1,
    previous: null,
    network,
    trustRoot: rootOf(overrides.network ?? network),
    unproven: 'counts',
    asset: iotaChain.asset.id,
    createdAt: NOW - 1000,
    officers: people,
    vaults: [
      { id: hot.id, name: 'Hot', kind: 'hot', receiveAddress: hot.address, attestationKey: hot.key },
      { id: cold.id, name: 'Cold', kind: 'cold', receiveAddress: cold.address, attestationKey: cold.key },
    ],
    rules: [
      rule({ id: 'sweep', destination: 'own-vault', maxAmount: null, window: null }),
      rule({ id: 'everyday', maxAmount: iota(1000), window: { seconds: 86_400, max: iota(5000) } }),
      rule({ id: 'large', maxAmount: iota(20_000), window: null, approvals: 2 }),
    ],
    feeCap: iota(0.1),
    floatBand: { min: iota(5000), target: iota(10_000), max: iota(20_000) },
    ...practiceParts(people),
    ...(isPractice(overrides.network?.id ?? network.id) ? {} : realParts(people)),
    ...overrides,
  };
}

/** A rule of the hot vault. */
export const rule = (overrides: RuleSample = {}): Policy['rules'][number] =>
  ruleOf({ vaultId: hot.id, ...overrides });

/** Signed by these; by all sample officers that the policy has where nobody is named. Known since it was made. */
export function signPolicy(of: Policy, ...people: TestOfficer[]): KnownPolicy {
  const founders = Object.values(officers).filter(({ id }) => of.officers.some((each) => each.id === id));
  const signers = people.length > 0 ? people : founders;
  return {
    policy: of,
    knownSince: of.createdAt,
    signatures: signers.map((who) => ({ officerId: who.id, signature: signAs(who, policyDigest(of)) })),
  };
}

/** What the hot vault obeys, with this policy in force. */
export const governedBy = (of: Policy = policy()): Governed => ({
  vaultId: hot.id,
  standing: { inForce: of, asOf: of.createdAt, waiting: null },
});

export const coin = (number: number, overrides: Partial<Coin> = {}): Coin => ({
  id: address(0xc0_0000 + number),
  version: '7',
  owner: hot.address,
  balance: nanos(30_000).toString(),
  previousTransaction: '11111111111111111111111111111112',
  storageRebate: '980400',
  ...overrides,
});

export const person = (who: Pick<Officer, 'id'>): Actor => ({ kind: 'person', officerId: who.id });

export const headOf = (who: Pick<Officer, 'id'>, under: Policy = policy()): StatementHead => ({
  treasuryId: under.treasuryId,
  network: under.network,
  policy: policyReference(under),
  actor: person(who),
});

/** What a statement says where it is made under this policy. */
export const under = (of: Policy): Pick<StatementHead, 'policy'> => ({ policy: policyReference(of) });

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
    amount: iota(100),
    memo: null,
    reference: 'W-1',
    createdAt: NOW - 60_000,
    expiresAt: (overrides.createdAt ?? NOW - 60_000) + REQUEST_LIFETIME_MS,
    ...overrides,
  };
  return { statement, signature: signAs(maker, requestDigest(statement)) };
}

export interface ProposalParts {
  readonly requests?: readonly SignedRequest[];
  readonly coins?: readonly Coin[];
  /** What the bytes say otherwise than the requests would have it. */
  readonly transfer?: Partial<IotaTransfer>;
  /** What is written beside the bytes. */
  readonly beside?: Partial<Proposal>;
}

export function transferOf(parts: ProposalParts): IotaTransfer {
  const { requests = [request()], coins = [coin(1)], transfer } = parts;
  return {
    sender: hot.address,
    gasOwner: hot.address,
    gasPrice: 1000n,
    gasBudget: 10_000_000n,
    inputs: coins.map(coinReference),
    payments: requests.map(({ statement }) => ({
      recipient: statement.recipient,
      amount: BigInt(statement.amount.units),
    })),
    changeTo: hot.address,
    expirationEpoch: EPOCH + 1n,
    ...transfer,
  };
}

export function proposal(parts: ProposalParts = {}): Proposal {
  const { requests = [request()], coins = [coin(1)] } = parts;
  return {
    format: 'sallyport/proposal/2',
    id: uuid(0x9),
    treasuryId: uuid(0x7),
    network,
    vaultId: hot.id,
    sources: [{ address: hot.address, path: FIRST_PATH }],
    intent: Buffer.from(encodeTransfer(transferOf(parts))).toString('base64'),
    evidence: coins.map(evidenceOfCoin),
    requests: [...requests],
    createdAt: NOW - 30_000,
    ...parts.beside,
  };
}

/** What an approval or a rejection of a proposal is about, by the bytes as they are. */
export function subjectOf(of: Proposal, chain: Chain = iotaChain): TransactionSubject {
  const intent = intentBytes(of);
  const view = chain.decode(intent);
  return {
    kind: 'transaction',
    digest: chain.digest(intent),
    viewDigest: view.ok ? viewDigest(of.network, view.value) : '0'.repeat(64),
  };
}

/** The approval of a proposal as it is, attacks included: the officer was deceived, or is in on it. */
export function approval(
  of: Proposal,
  by: TestOfficer = officers.ben,
  overrides: Partial<ApprovalStatement> = {},
): Approval {
  const statement: ApprovalStatement = {
    ...headOf(by),
    network: of.network,
    subject: subjectOf(of),
    requestIds: of.requests.map((each) => each.statement.id),
    expiresAt: NOW + 1_800_000,
    ...overrides,
  };
  return { statement, signature: signAs(by, approvalDigest(statement)) };
}

export function rejection(
  of: Proposal,
  by: TestOfficer = officers.chiara,
  overrides: Partial<RejectionStatement> = {},
): Rejection {
  const statement: RejectionStatement = {
    ...headOf(by),
    subject: subjectOf(of),
    requestIds: of.requests.map((each) => each.statement.id),
    reason: 'not ours',
    rejectedAt: NOW,
    ...overrides,
  };
  return { statement, signature: signAs(by, rejectionDigest(statement)) };
}

/** What is told of rejections, where nothing is said of the journal. */
export const noes = (...rejections: readonly Rejection[]) => ({
  rejections: [...rejections],
  withdrawals: [],
  journal: null,
});

/** What is asked of a vault to sign, where the chain has no short-lived fields. */
export const toSign = (of: Proposal, ...approvals: readonly Approval[]) => ({
  proposal: of,
  approvals: [...approvals],
  fields: null,
  journal: null,
  epoch: EPOCH.toString(),
});

/** A state file in memory; `content` may be taken away or put back. */
export class MemoryStateFile implements StateFile {
  content: Uint8Array | null = null;
  writes = 0;

  async read(): Promise<Result<Uint8Array | null>> {
    return ok(this.content);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.content = bytes;
    this.writes += 1;
  }

  async append(frame: Uint8Array, { size, length, link }: StateEnd): Promise<Result<void>> {
    const { content } = this;
    if (content?.length !== size || Buffer.compare(content.subarray(length - 16, length), link.tag) !== 0) {
      return refuse('state-rolled-back', 'the state in memory is another one');
    }
    this.content = Buffer.concat([content.subarray(0, length), frame]);
    this.writes += 1;
    return ok(undefined);
  }
}

export interface OpenFixture {
  readonly vault: OpenVault;
  readonly stateFile: MemoryStateFile;
  readonly clock: { now: number };
}

/** Opens a vault over a state file in memory; one that was just born where none is given. */
export async function openVault({
  seed = vaultSeed('hot'),
  stateFile,
  journalCounter = 0,
  clock = { now: NOW },
  compactFrom,
}: {
  seed?: Uint8Array;
  stateFile?: MemoryStateFile;
  journalCounter?: number;
  clock?: { now: number };
  compactFrom?: number;
} = {}): Promise<Result<OpenFixture>> {
  const file = stateFile ?? (await freshStateFile(seed));
  const journal = journalCounter === 0 ? null : { era: ERA, counter: journalCounter };
  const opened = await OpenVault.open(new KeyTree(seed), journal, {
    chain: iotaChain,
    stateFile: file,
    now: () => clock.now,
    random: countingRandom(`state ${file.writes}`),
    ...(compactFrom === undefined ? {} : { compactFrom }),
  });
  return opened.ok ? { ok: true, value: { vault: opened.value, stateFile: file, clock } } : opened;
}

/** The era of every state in these fixtures. */
export const ERA = 'e4a0'.repeat(8);

/** The sealed state with which a vault is born; nothing was written after that. */
export async function freshStateFile(seed = vaultSeed('hot'), hasPast = false): Promise<MemoryStateFile> {
  const stateFile = new MemoryStateFile();
  const random = (length: number) => Uint8Array.from({ length }, (_, i) => (i % 2 === 0 ? 0xe4 : 0xa0));
  unwrap(await writeFreshState({ seed, stateFile, random, at: NOW, hasPast }));
  stateFile.writes = 0;
  return stateFile;
}

/** The hot vault, open, with its first policy sealed. */
export async function sealedVault(of: Policy = policy()): Promise<OpenFixture> {
  const opened = unwrap(await openVault());
  unwrap(await opened.vault.sealPolicies(hot.id, [signPolicy(of)]));
  return opened;
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.value;
}

/** The code of a refusal, or `accepted`. */
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'accepted' : result.code);
