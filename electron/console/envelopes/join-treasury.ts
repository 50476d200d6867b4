import { writeFile } from 'node:fs/promises';
import type { Books } from '../../books/books.ts';
import { hasKey, type Officer } from '../../core/officer/officer.ts';
import { signedOf } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import { holdLock } from '../../stronghold/file-lock.ts';
import { notWritten } from '../../stronghold/write-fault.ts';
import { theStation } from '../actor.ts';
import { entriesOfWords } from '../book/take-words.ts';
import type { ConsoleEffects } from '../effects.ts';
import { type EntryDraft, Recorder } from '../recorder.ts';
import { fillDraft } from '../treasury/draft-folder.ts';
import { checkEvaluation } from '../treasury/opening-checks.ts';
import { createStationKey } from '../treasury/station-key.ts';
import {
  type TreasuryFile,
  type TreasuryPaths,
  treasuryPaths,
  writeTreasuryFile,
} from '../treasury/treasury-folder.ts';
import { arrivedOf } from './arrived.ts';
import { lockOfDraft, OFFICER_KEY } from './join-drafts.ts';
import { type FindChain, readTreasuryEnvelope, type TreasuryTold } from './read-treasury-envelope.ts';

/** An officer's desk to be made. */
export interface Joining {
  /** Where its folder is to be; it must not exist. */
  readonly folder: string;
  /** The bytes of the treasury envelope. */
  readonly file: Uint8Array;
  /** The digest that people compared. */
  readonly digest: string;
  /** The officer's own Stronghold file, whole. */
  readonly keyFile: Uint8Array;
  /** Its password. Raw UTF-8; the caller wipes it. */
  readonly password: Uint8Array;
}

export interface JoiningParts {
  readonly chainOf: FindChain;
  readonly openBooks: (file: string) => Promise<Result<Books>>;
  readonly effects: Pick<
    ConsoleEffects,
    'now' | 'random' | 'uuid' | 'spawnSigner' | 'proofs' | 'keychain' | 'practiceOnly'
  >;
}

/**
 * Makes an officer's desk: a station with one officer's key, without a vault and without a network, of the treasury that an envelope
 * tells. It is made beside its place and moved there at the end, so that a kill leaves no half of it.
 * @returns refuses `treasury-exists`, `file-not-written`, `envelope-other-digest`, `officer-unknown` for a key that the policy does
 * not have, `runtime-practice-only`, and as {@link readTreasuryEnvelope} and the opening of a Stronghold file do
 */
export async function joinTreasury(parts: JoiningParts, joining: Joining): Promise<Result<TreasuryFile>> {
  const { effects } = parts;
  const told = await readTreasuryEnvelope(joining.file, {
    chainOf: parts.chainOf,
    proofs: effects.proofs,
    now: effects.now(),
  });
  if (!told.ok) return told;
  const { envelope } = told.value;
  if (envelope.digest !== joining.digest) {
    return refuse('envelope-other-digest', `expected envelope ${joining.digest}, got ${envelope.digest}`);
  }
  const may = effects.practiceOnly ? checkEvaluation(envelope.statement.network.id, []) : ok(undefined);
  if (!may.ok) return may;
  const { folder } = joining;
  const draft = { folder, parts: ['vaults', 'officers'], suffix: effects.uuid().slice(0, 8) };
  return fillDraft(draft, async (place) => {
    const lock = await holdLock(lockOfDraft(place));
    if (!lock.ok) return lock;
    try {
      return await fill(parts, { ...joining, folder: place, told: told.value });
    } finally {
      await lock.value.release();
    }
  });
}

async function fill(
  { openBooks, effects }: JoiningParts,
  { folder, told, keyFile, password }: Joining & { readonly told: TreasuryTold },
): Promise<Result<TreasuryFile>> {
  const paths = treasuryPaths(folder);
  try {
    await writeFile(paths.officer(OFFICER_KEY), keyFile, { mode: 0o600, flag: 'wx' });
    // SQLite would make it readable for others; its WAL takes the rights of the file.
    await writeFile(paths.database, '', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    return notWritten('the officer’s key cannot be written', error);
  }
  const officer = await ownerOf(paths, { told, password }, effects);
  if (!officer.ok) return officer;
  const file = fileOf(told, officer.value, effects.now());
  const key = await createStationKey(paths.stationKey, effects);
  const books = await openBooks(paths.database);
  if (!books.ok) return books;
  try {
    const recorder = new Recorder({ books: books.value, key, now: effects.now });
    const entries = [
      joined(told, { officer: officer.value, stationKey: key.publicKey, file }),
      ...entriesOfWords(told.contents.book ?? [], theStation('treasury-made')),
    ];
    const begun = await recorder.commit({ expects: [], entries, answer: undefined });
    if (!begun.ok) return begun;
  } finally {
    await books.value.close();
  }
  const named = await writeTreasuryFile(folder, file);
  return named.ok ? ok(file) : named;
}

/** The officer of the present policy whose key the file has. */
async function ownerOf(
  paths: TreasuryPaths,
  { told, password }: { readonly told: TreasuryTold; readonly password: Uint8Array },
  { spawnSigner }: Pick<ConsoleEffects, 'spawnSigner'>,
): Promise<Result<Officer>> {
  const client = new SignerClient(spawnSigner());
  try {
    const file = paths.officer(OFFICER_KEY);
    const opened = await client.ask('open', {
      file,
      password,
      purpose: 'officer',
      network: null,
      journal: null,
    });
    if (!opened.ok) return opened;
    const { publicKey } = opened.value;
    const owner = told.inForce.officers.find((each) => hasKey(each, publicKey ?? ''));
    return owner
      ? ok(owner)
      : refuse('officer-unknown', 'expected the key file of an officer of this treasury');
  } finally {
    client.kill();
  }
}

function fileOf(
  { envelope, contents, policies }: TreasuryTold,
  officer: Officer,
  createdAt: number,
): TreasuryFile {
  const { treasuryId, network } = envelope.statement;
  return {
    format: 'sallyport/treasury/5',
    id: treasuryId,
    name: contents.name,
    createdAt,
    network,
    node: { kind: 'none' },
    vaultFiles: {},
    officerFiles: { [officer.id]: OFFICER_KEY },
    practicePassword: null,
    policies: [...policies],
  };
}

function joined(
  { envelope, policies, inForce, committees }: TreasuryTold,
  {
    officer,
    stationKey,
    file,
  }: { readonly officer: Officer; readonly stationKey: string; readonly file: TreasuryFile },
): EntryDraft {
  return {
    kind: 'station-joined',
    actor: theStation('treasury-made'),
    documents: policies.map((known) => ({ kind: 'policy', document: signedOf(known) })),
    body: {
      ...arrivedOf(envelope),
      treasuryId: file.id,
      name: file.name,
      network: file.network,
      trustRoot: inForce.trustRoot,
      asset: inForce.asset,
      stationKey,
      officerId: officer.id,
      knownSince: policies.map(({ knownSince }) => knownSince),
      ...(committees.length === 0 ? {} : { committees: [...committees] }),
    },
  };
}
