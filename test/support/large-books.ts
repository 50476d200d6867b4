import { openSyncBooks } from '../../electron/books/sqlite/sync-books.ts';
import { type Actor, asOfficer, theStation } from '../../electron/console/actor.ts';
import { type EntryDraft, Recorder } from '../../electron/console/recorder.ts';
import { readStationKey, type StationKey } from '../../electron/console/treasury/station-key.ts';
import { readTreasuryFile, treasuryPaths } from '../../electron/console/treasury/treasury-folder.ts';
import { amountOf } from '../../electron/core/amount.ts';
import type { Asset } from '../../electron/core/asset.ts';
import { bytesToHex, hexToBytes } from '../../electron/core/digest.ts';
import { journalWitnessDigest } from '../../electron/core/journal/journal-entry.ts';
import type { Officer } from '../../electron/core/officer/officer.ts';
import { type Policy, peopleAsked, policyReference } from '../../electron/core/policy/policy.ts';
import type { FactChange } from '../../electron/core/projection/change.ts';
import type { InputEvidence } from '../../electron/core/proposal/evidence.ts';
import type { Proposal } from '../../electron/core/proposal/proposal.ts';
import type { SignedRequest } from '../../electron/core/proposal/request.ts';
import { ok } from '../../electron/core/result.ts';
import { type KeyPair, signMessage } from '../../electron/signer/ed25519.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { readSeedFile } from '../../electron/stronghold/seed-file.ts';
import { attest } from './attest.ts';
import { must } from './must.ts';

/** How much happened in a treasury. */
export interface BooksSize {
  readonly accounts: number;
  /** At least as many as accounts. */
  readonly addresses: number;
  readonly deposits: number;
  /** Withdrawals, asked for and cancelled again, but for the open ones. */
  readonly movements: number;
  /** How many of them, the newest, are proposed and wait for approvals; none where left out. */
  readonly open?: number;
  /** Coins that each address has; none where left out. */
  readonly coins?: number;
  /** Journal entries in all; what the others need of them comes first: one an account and a deposit, two a movement. */
  readonly entries: number;
}

/** Whose books they are, and what the entries name. */
export interface BooksOwner {
  readonly key: StationKey;
  readonly policy: Policy;
  readonly vaultId: string;
  /** The vault's key that attests, and who makes the accounts. */
  readonly attests: KeyPair;
  readonly actor: Actor;
  /** Account index of the first account that is made. */
  readonly firstAccount: number;
}

const BATCH = 1_000;
/** Between two entries, milliseconds: 100 000 of them are a month. */
const STEP = 26_000;

/**
 * Fills the books of a treasury whose folder nobody has open. Everything comes about as in real life: signed entries in
 * one chain, and the rows that follow from them. Only the makers' signatures of requests are made up.
 * @returns the new addresses, all issued by the hot vault
 */
export async function fillLargeBooks(folder: string, size: BooksSize): Promise<readonly string[]> {
  const paths = treasuryPaths(folder);
  const key = must(await readStationKey(paths.stationKey, null));
  const treasury = must(await readTreasuryFile(folder));
  const policy = treasury.policies.at(-1)?.policy;
  const vaultId = policy?.vaults.find(({ kind }) => kind === 'hot')?.id;
  const officer = policy?.officers.find(({ roles }) => roles.includes('maker'));
  if (!policy || !vaultId || !officer) throw new Error('expected a treasury with a hot vault and a maker');
  const password = new TextEncoder().encode(treasury.practicePassword ?? '');
  const keysOf = async (file: string) => new KeyTree(must(await readSeedFile({ file, password })));
  const vault = await keysOf(paths.vault(treasury.vaultFiles[vaultId] ?? ''));
  const person = await keysOf(paths.officer(treasury.officerFiles[officer.id] ?? ''));
  const books = must(openSyncBooks(paths.database));
  try {
    const firstAccount = books.accounts.nextIndex(vaultId);
    const attests = vault.attestationKeyPair();
    const actor = signingActor(officer, person.officerKeyPair());
    return await fillBooks(books, { key, policy, vaultId, attests, actor, firstAccount }, size);
  } finally {
    books.close();
  }
}

/** An officer whose key is open here, as the one who acts. */
const signingActor = (officer: Officer, key: KeyPair): Actor =>
  asOfficer({
    officer,
    signer: {
      ask: async (_, statement) => {
        if (statement.kind !== 'journal') throw new Error('expected an entry of the journal');
        const digest = hexToBytes(journalWitnessDigest(statement.hash));
        return ok({ signature: bytesToHex(signMessage(key, digest)) });
      },
    },
  });

type SyncBooks = Extract<ReturnType<typeof openSyncBooks>, { ok: true }>['value'];

/**
 * The same for books that are open in this thread.
 * @param size.journaled false: only the rows, without the entries that they follow from
 */
export async function fillBooks(
  books: SyncBooks,
  owner: BooksOwner,
  size: BooksSize & { readonly journaled?: boolean },
): Promise<readonly string[]> {
  let at = Date.now() - size.entries * STEP;
  const recorder = new Recorder({
    books: {
      commit: async (commit) => books.commit(size.journaled === false ? { ...commit, entries: [] } : commit),
      journal: asynchronous(books.journal),
    },
    key: owner.key,
    now: () => {
      at += STEP;
      return at;
    },
  });
  let batch: EntryDraft[] = [];
  const flush = async () => {
    must(await recorder.commit({ expects: [], entries: batch, answer: undefined }));
    batch = [];
  };
  let left = size.entries;
  for (const draft of drafts(owner, size)) {
    if (left-- <= 0) break;
    batch.push(draft);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  for (let from = 0; from < size.addresses && (size.coins ?? 0) > 0; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, size.addresses - from) }, (_, i) => from + i);
    const facts = numbers.map((number) => holdingsAt(number, size));
    must(await recorder.commit({ expects: [], entries: [], facts, answer: undefined }));
  }
  return Array.from({ length: size.addresses }, (_, i) => addressAt(i));
}

/** What has promises in the port, answered at once. */
function asynchronous(journal: SyncBooks['journal']) {
  return {
    head: async () => journal.head(),
    list: async (...given: Parameters<typeof journal.list>) => journal.list(...given),
    ofMovement: async (...given: Parameters<typeof journal.ofMovement>) => journal.ofMovement(...given),
    entry: async (...given: Parameters<typeof journal.entry>) => journal.entry(...given),
    entries: async (...given: Parameters<typeof journal.entries>) => journal.entries(...given),
    hasIssued: async (...given: Parameters<typeof journal.hasIssued>) => journal.hasIssued(...given),
    raw: async (...given: Parameters<typeof journal.raw>) => journal.raw(...given),
    marks: async (...given: Parameters<typeof journal.marks>) => journal.marks(...given),
    settling: async () => journal.settling(),
    ceremony: async (...given: Parameters<typeof journal.ceremony>) => journal.ceremony(...given),
  };
}

function* drafts(owner: BooksOwner, size: BooksSize): Generator<EntryDraft> {
  const actor = theStation('ledger-followed');
  const { vaultId, firstAccount, attests, policy } = owner;
  const head = { treasuryId: policy.treasuryId, network: policy.network, vaultId };
  for (let i = 0; i < size.accounts; i++) {
    const [from, to] = [i, i + 1].map((n) => Math.floor((n * size.addresses) / size.accounts));
    const addresses = Array.from({ length: (to ?? 0) - (from ?? 0) }, (_, index) => ({
      address: addressAt((from ?? 0) + index),
      path: { account: firstAccount + i, change: 0, index },
      issued: true,
    }));
    const body = { vaultId, account: firstAccount + i, alias: `user-${i}`, addresses };
    const documents = [{ kind: 'attestation', document: attest(attests, head, addresses) } as const];
    yield { kind: 'account-created', actor: owner.actor, documents, body };
  }
  for (let i = 0; i < size.deposits; i++) {
    yield {
      kind: 'deposit-final',
      actor,
      body: {
        transactionId: `deposit-${i}`,
        address: addressAt(i % size.addresses),
        amount: amountOf(1_000_000_000n, { id: owner.policy.asset }),
        sender: addressAt(0xffff_ffff - i),
        checkpoint: String(i),
        seenAt: Date.now(),
      },
    };
  }
  for (let i = 0; i < size.movements; i++) {
    const request = requestAt(i, owner);
    const body = { movementId: request.statement.id };
    yield { kind: 'withdrawal-requested', actor, documents: [{ kind: 'request', document: request }], body };
    if (i < size.movements - (size.open ?? 0)) yield { kind: 'request-cancelled', actor, body };
    else yield proposalAt(i, owner, { size, request });
  }
  for (;;) yield { kind: 'vault-password-changed', actor, body: { vaultId } };
}

const addressAt = (number: number): string => `0x1a${number.toString(16).padStart(62, '0')}`;
const uuid = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

function requestAt(number: number, { policy, vaultId }: BooksOwner): SignedRequest {
  const maker = policy.officers.find(({ roles }) => roles.includes('maker'));
  const asset: Pick<Asset, 'id'> = { id: policy.asset };
  return {
    statement: {
      treasuryId: policy.treasuryId,
      network: policy.network,
      policy: policyReference(policy),
      actor: { kind: 'person', officerId: maker?.id ?? uuid(0) },
      kind: 'withdrawal',
      id: uuid(number + 1),
      vaultId,
      source: null,
      recipient: addressAt(0xeeee_0000 + number),
      amount: amountOf(1_000_000_000n, asset),
      memo: null,
      reference: `payout ${number}`,
      createdAt: Date.now(),
      expiresAt: Date.now() + 86_400_000,
    },
    signature: 'ab'.repeat(64),
  };
}

const coinKey = (address: number, coin: number): string => `coin ${address} ${coin}`;

function coinAt(address: number, coin: number): InputEvidence {
  const owner = addressAt(address);
  return {
    chain: 'iota',
    key: coinKey(address, coin),
    owner,
    amount: { asset: 'IOTA', units: '1000000000' },
    proof: {},
  };
}

const holdingsAt = (address: number, { coins = 0 }: BooksSize): FactChange => ({
  kind: 'holdings-read',
  owner: addressAt(address),
  inputs: Array.from({ length: coins }, (_, coin) => coinAt(address, coin)),
});

/** A proposal that pays a request with the first coin of an address; its bytes are none that a chain knows. */
function proposalAt(
  number: number,
  { policy, vaultId, firstAccount }: BooksOwner,
  { size, request }: { readonly size: BooksSize; readonly request: SignedRequest },
): EntryDraft {
  const account = number % size.accounts;
  const address = Math.floor((account * size.addresses) / size.accounts);
  const digest = number.toString(16).padStart(64, '0');
  const document: Proposal = {
    format: 'sallyport/proposal/2',
    id: uuid(0x1000_0000 + number),
    treasuryId: policy.treasuryId,
    network: policy.network,
    vaultId,
    sources: [
      { address: addressAt(address), path: { account: firstAccount + account, change: 0, index: 0 } },
    ],
    intent: btoa(`intent ${number}`),
    evidence: [coinAt(address, Math.floor(number / size.accounts))],
    requests: [request],
    createdAt: request.statement.createdAt,
  };
  const [rule] = policy.rules;
  return {
    kind: 'proposal-built',
    actor: theStation('request-built'),
    documents: [{ kind: 'proposal', document }],
    body: {
      movementId: request.statement.id,
      digest,
      viewDigest: digest,
      digestText: `proposal-${number}`,
      lastEpoch: null,
      ruleId: rule?.id ?? '',
      approvalsNeeded: rule ? peopleAsked(rule.approvals) : 1,
    },
  };
}
