import { iotaCodec } from '../../electron/chains/iota/pure/codec.ts';
import { encodeTransfer } from '../../electron/chains/iota/pure/encode-transfer.ts';
import {
  type Approval,
  type ApprovalStatement,
  approvalDigest,
  type Rejection,
  rejectionDigest,
} from '../../electron/core/approval/approval.ts';
import { bytesToHex, hexToBytes } from '../../electron/core/digest.ts';
import { NANOS_PER_IOTA } from '../../electron/core/money.ts';
import type { Officer, Role } from '../../electron/core/officer/officer.ts';
import { type Policy, policyDigest, type SignedPolicy } from '../../electron/core/policy/policy.ts';
import { type DecodedTransfer, viewDigest } from '../../electron/core/proposal/decoded-transfer.ts';
import type { CoinEvidence, Proposal } from '../../electron/core/proposal/proposal.ts';
import {
  type RequestStatement,
  requestDigest,
  type SignedRequest,
} from '../../electron/core/proposal/request.ts';
import { ok, type Result } from '../../electron/core/result.ts';
import { type KeyPair, signMessage } from '../../electron/signer/ed25519.ts';
import { writeFreshState } from '../../electron/signer/fresh-state.ts';
import { OpenVault, type StateFile } from '../../electron/signer/open-vault.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { countingRandom } from './stronghold-samples.ts';

/** The time at which everything in these fixtures happens. */
export const NOW = Date.UTC(2026, 0, 15, 12);

export const network = { id: 'iota:practice', chain: 'c0ffee00' } as const;

export const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

export const address = (number: number): string => `0x${number.toString(16).padStart(64, '0')}`;

export const iota = (amount: number): string =>
  ((BigInt(Math.round(amount * 1000)) * NANOS_PER_IOTA) / 1000n).toString();

/** A vault's 64-byte seed, the same in every run; a fresh copy, because key trees wipe theirs. */
export const vaultSeed = (name: 'hot' | 'cold' | 'foreign'): Uint8Array =>
  countingRandom(`${name} vault`)(64);

/** An officer whose key lies open, so that tests can sign anything in the officer's name. */
export interface TestOfficer extends Officer {
  readonly key: KeyPair;
}

function officer(number: number, name: string, roles: Role[]): TestOfficer {
  const key = new KeyTree(countingRandom(`officer ${name}`)(64)).officerKeyPair();
  return { id: uuid(number), name, publicKey: bytesToHex(key.publicKey), roles, key };
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

const listed = ({ key: _, ...who }: TestOfficer): Officer => who;

export const hot = { id: uuid(0xa1), address: new KeyTree(vaultSeed('hot')).address(first()) };
export const cold = { id: uuid(0xa2), address: new KeyTree(vaultSeed('cold')).address(first()) };

function first() {
  return { account: 0, change: 0, index: 0 };
}

/** Up to 1000 IOTA with one approval and 5000 a day, anything above with two, sweeps to the cold vault with one. */
export function policy(overrides: Partial<Policy> = {}): Policy {
  return {
    format: 'sallyport/policy/1',
    treasuryId: uuid(0x7),
    version: 1,
    network,
    createdAt: NOW - 1000,
    officers: Object.values(officers).map((each) => {
      const { id, name, publicKey, roles } = listed(each);
      return { id, name, publicKey, roles: [...roles] };
    }),
    vaults: [
      { id: hot.id, name: 'Hot', kind: 'hot', receiveAddress: hot.address },
      { id: cold.id, name: 'Cold', kind: 'cold', receiveAddress: cold.address },
    ],
    rules: [
      rule({ id: 'sweep', destination: 'own-vault', maxAmount: null, window: null }),
      rule({ id: 'everyday', maxAmount: iota(1000), window: { seconds: 86_400, max: iota(5000) } }),
      rule({ id: 'large', maxAmount: iota(20_000), window: null, approvals: 2 }),
    ],
    gasCap: iota(0.1),
    floatBand: { min: iota(5000), target: iota(10_000), max: iota(20_000) },
    approvalLifetime: 3600,
    ...overrides,
  };
}

export function rule(overrides: Partial<Policy['rules'][number]> = {}): Policy['rules'][number] {
  return {
    id: 'rule',
    title: overrides.id ?? 'rule',
    vaultId: hot.id,
    destination: 'anyone',
    maxAmount: null,
    window: null,
    approvals: 1,
    ...overrides,
  };
}

export function signPolicy(of: Policy, ...admins: TestOfficer[]): SignedPolicy {
  const signers = admins.length > 0 ? admins : [officers.dev];
  return {
    policy: of,
    signatures: signers.map((who) => ({ officerId: who.id, signature: signAs(who, policyDigest(of)) })),
  };
}

export const coin = (number: number, overrides: Partial<CoinEvidence> = {}): CoinEvidence => ({
  id: address(0xc0_0000 + number),
  version: '7',
  owner: hot.address,
  balance: iota(30_000),
  previousTransaction: '11111111111111111111111111111112',
  storageRebate: '980400',
  ...overrides,
});

export function request(
  overrides: Partial<RequestStatement> = {},
  maker: TestOfficer = officers.mara,
): SignedRequest {
  const statement: RequestStatement = {
    kind: 'withdrawal',
    id: uuid(0x4e0),
    network,
    vaultId: hot.id,
    recipient: address(0xb0b),
    amount: iota(100),
    reference: 'W-1',
    createdAt: NOW - 60_000,
    makerId: maker.id,
    ...overrides,
  };
  return { statement, signature: signAs(maker, requestDigest(statement)) };
}

export interface ProposalParts {
  readonly requests?: readonly SignedRequest[];
  readonly coins?: readonly CoinEvidence[];
  /** What the bytes say otherwise than the requests would have it. */
  readonly transfer?: Partial<DecodedTransfer>;
  /** What stands beside the bytes. */
  readonly beside?: Partial<Proposal>;
}

export function transferOf(parts: ProposalParts): DecodedTransfer {
  const { requests = [request()], coins = [coin(1)], transfer } = parts;
  return {
    sender: hot.address,
    gasOwner: hot.address,
    gasPrice: 1000n,
    gasBudget: 10_000_000n,
    inputs: coins.map((each) => iotaCodec.proveCoin(each)),
    payments: requests.map(({ statement }) => ({
      recipient: statement.recipient,
      amount: BigInt(statement.amount),
    })),
    changeTo: hot.address,
    expirationEpoch: null,
    ...transfer,
  };
}

export function proposal(parts: ProposalParts = {}): Proposal {
  const { requests = [request()], coins = [coin(1)] } = parts;
  return {
    id: uuid(0x9),
    network,
    vaultId: hot.id,
    from: first(),
    bytes: Buffer.from(encodeTransfer(transferOf(parts))).toString('base64'),
    evidence: [...coins],
    requests: [...requests],
    createdAt: NOW - 30_000,
    ...parts.beside,
  };
}

export const bytesOf = (of: Proposal): Uint8Array => new Uint8Array(Buffer.from(of.bytes, 'base64'));

/** The approval of a proposal as it is, attacks included: the officer was deceived, or is in on it. */
export function approval(
  of: Proposal,
  by: TestOfficer = officers.ben,
  overrides: Partial<ApprovalStatement> = {},
): Approval {
  const bytes = bytesOf(of);
  const decoded = iotaCodec.decode(bytes);
  const statement: ApprovalStatement = {
    network: of.network,
    transactionDigest: iotaCodec.digest(bytes),
    viewDigest: decoded.ok ? viewDigest(of.network, decoded.value) : '0'.repeat(64),
    requestIds: of.requests.map((each) => each.statement.id),
    policyVersion: 1,
    expiresAt: NOW + 1_800_000,
    officerId: by.id,
    ...overrides,
  };
  return { statement, signature: signAs(by, approvalDigest(statement)) };
}

export function rejection(of: Proposal, by: TestOfficer = officers.chiara): Rejection {
  const statement = {
    transactionDigest: iotaCodec.digest(bytesOf(of)),
    reason: 'not ours',
    officerId: by.id,
    rejectedAt: NOW,
  };
  return { statement, signature: signAs(by, rejectionDigest(statement)) };
}

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
}: {
  seed?: Uint8Array;
  stateFile?: MemoryStateFile;
  journalCounter?: number;
  clock?: { now: number };
} = {}): Promise<Result<OpenFixture>> {
  const file = stateFile ?? (await freshStateFile(seed));
  const journal = journalCounter === 0 ? null : { era: ERA, counter: journalCounter };
  const opened = await OpenVault.open(new KeyTree(seed), journal, {
    codec: iotaCodec,
    stateFile: file,
    now: () => clock.now,
    random: countingRandom(`state ${file.writes}`),
  });
  return opened.ok ? { ok: true, value: { vault: opened.value, stateFile: file, clock } } : opened;
}

/** The era of every state in these fixtures. */
export const ERA = 'e4a0'.repeat(8);

/** The sealed state with which a vault is born; nothing was written after that. */
export async function freshStateFile(seed = vaultSeed('hot'), horizon = 0): Promise<MemoryStateFile> {
  const stateFile = new MemoryStateFile();
  const random = (length: number) => Uint8Array.from({ length }, (_, i) => (i % 2 === 0 ? 0xe4 : 0xa0));
  unwrap(await writeFreshState({ seed, stateFile, random, horizon }));
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
