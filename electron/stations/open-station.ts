import type { Books } from '../books/books.ts';
import { openBooks, type SpawnBooks } from '../books/sqlite/client.ts';
import type { ChainRegistry } from '../chains/registry.ts';
import { readCeremonyRecords } from '../console/ceremony/ceremony-record.ts';
import { newCeremonyRoom } from '../console/ceremony/session.ts';
import type { ConsoleEffects } from '../console/effects.ts';
import { Callers } from '../console/officers/callers.ts';
import { PasswordGate } from '../console/officers/password-gate.ts';
import { Recorder } from '../console/recorder.ts';
import type { PolicyPart, Station, TreasuryPart } from '../console/station.ts';
import { checkBeginning, checkTreasuryFile } from '../console/treasury/opening-checks.ts';
import { moveIntoKeychain, readStationKey, type StationKey } from '../console/treasury/station-key.ts';
import {
  readTreasuryFile,
  type TreasuryFile,
  treasuryPaths,
  writeTreasuryFile,
} from '../console/treasury/treasury-folder.ts';
import { VaultSessions } from '../console/vaults/vault-sessions.ts';
import { checkPolicies } from '../core/policy/next-policy.ts';
import { type Policy, policyReference } from '../core/policy/policy.ts';
import { ok, Refused, type Result } from '../core/result.ts';
import { verifySignature } from '../signer/ed25519.ts';
import { lockFolder } from './folder-lock.ts';
import { guardBooks } from './guarded-books.ts';
import { watchBooks } from './watch-books.ts';

/** Every part of a station but the line to its network. */
export interface OpenedStation extends Omit<Station, 'line'> {
  readonly callers: Callers;
  /** Reads the books whole for damage, beside the work. */
  readonly checkBooks: () => Promise<Result<void>>;
}

export interface OpenParts {
  readonly chains: ChainRegistry;
  readonly spawnBooks: SpawnBooks;
}

/**
 * Opens a treasury's folder: checks its files and opens its database for this process only. Vaults stay locked and nobody is signed
 * in. The journal's newest entries are verified before anything is shown, the whole behind the work. Nothing is written but
 * the station's key where it can go into a keychain now, and where a file is of another version, nothing is touched.
 * @returns refuses `journal-*`, `store-foreign-schema`, `treasury-missing`, `treasury-damaged`, `treasury-in-use`, `runtime-practice-only`,
 * `chain-unknown`, `file-newer`, `file-older`, `file-not-read`, `station-key-in-keychain`, `station-key-locked`, `store-damaged`,
 * `store-foreign`, `store-read-only`, `store-full`
 */
export async function openStation(
  folder: string,
  effects: ConsoleEffects,
  { chains, spawnBooks }: OpenParts,
): Promise<Result<OpenedStation>> {
  const file = await readTreasuryFile(folder);
  if (!file.ok) return file;
  const { practiceOnly } = effects;
  const policy = checkTreasuryFile(file.value, { practiceOnly, verify: verifySignature });
  if (!policy.ok) return policy;
  const chain = chains.chainOf(file.value.network.id);
  if (!chain.ok) return chain;
  const paths = treasuryPaths(folder);
  const key = await readStationKey(paths.stationKey, effects.keychain);
  if (!key.ok) return key;
  // Before the database is opened, which may change its files: records of another version end it here.
  const records = await readCeremonyRecords(folder);
  if (!records.ok) return records;
  const opened = await openChecked(folder, { file: file.value, key: key.value, spawnBooks });
  if (!opened.ok) return opened;
  const { now, notify, spawnSigner, uuid } = effects;
  const kept = await moveIntoKeychain(paths.stationKey, key.value, effects.keychain);
  const watch = watchBooks(opened.value, key.value.publicKey, { changed: () => notify(['app']) });
  const { books, check } = guardBooks({
    ...opened.value,
    close: async () => {
      await watch.stop();
      await opened.value.close();
    },
  });
  const present = presentTreasury(folder, { file: file.value, policy: policy.value, key: kept });
  return ok({
    ...present,
    books,
    check: watch,
    checkBooks: check,
    recorder: new Recorder({ books, key: kept, now }),
    chain: chain.value,
    keys: {
      vaults: new VaultSessions(spawnSigner, () => notify(['app', 'movements'])),
      passwords: new PasswordGate(books, now),
      signing: new Set(),
    },
    ceremonies: newCeremonyRoom(),
    callers: new Callers({ spawn: spawnSigner, uuid, changed: () => notify(['app', 'movements']) }),
    effects,
  });
}

/** Takes the folder and opens its books, whose newest entries are verified; closing them gives the folder back. */
async function openChecked(
  folder: string,
  {
    file,
    key,
    spawnBooks,
  }: { readonly file: TreasuryFile; readonly key: StationKey; readonly spawnBooks: SpawnBooks },
): Promise<Result<Books>> {
  const lock = await lockFolder(folder);
  if (!lock.ok) return lock;
  const { release } = lock.value;
  try {
    const opened = await openBooks(treasuryPaths(folder).database, spawnBooks);
    if (!opened.ok) {
      await release();
      return opened;
    }
    const close = async () => {
      try {
        await opened.value.close();
      } finally {
        await release();
      }
    };
    const books: Books = { ...opened.value, close };
    const begun = await checkJournal(books, file, key);
    if (begun.ok) return ok(books);
    await close();
    return begun;
  } catch (error) {
    await release();
    throw error;
  }
}

/** A read throws where the database is damaged: nothing of it may stay open then. */
async function checkJournal(books: Books, file: TreasuryFile, key: StationKey): Promise<Result<void>> {
  try {
    const [first] = await books.journal.raw(0, 1);
    const begun = checkBeginning(first, file);
    if (!begun.ok) return begun;
    const officers = file.policies.flatMap(({ policy }) => policy.officers);
    const tail = await books.audit.tail({ stationId: key.stationId, stationKey: key.publicKey, officers });
    return tail.ok ? ok(undefined) : tail;
  } catch (error) {
    await books.close();
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** The treasury's file and its policy, which change together. */
function presentTreasury(
  folder: string,
  opened: { readonly file: TreasuryFile; readonly policy: Policy; readonly key: StationKey },
): { readonly treasury: TreasuryPart; readonly policy: PolicyPart } {
  let present = { ...opened, reference: policyReference(opened.policy) };
  return {
    treasury: {
      folder,
      network: opened.file.network,
      key: opened.key,
      file: () => present.file,
      async adopt(file) {
        const policy = checkPolicies(file.policies, verifySignature);
        if (!policy.ok) throw new Error(`${policy.code}: ${policy.message}`);
        const written = await writeTreasuryFile(folder, file);
        if (!written.ok) return written;
        present = { ...present, file, policy: policy.value, reference: policyReference(policy.value) };
        return ok(undefined);
      },
    },
    policy: { present: () => present.policy, reference: () => present.reference },
  };
}
