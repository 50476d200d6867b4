import type { Books } from '../books/books.ts';
import { openBooks, type SpawnBooks } from '../books/sqlite/client.ts';
import type { ChainRegistry } from '../chains/registry.ts';
import { theStation } from '../console/actor.ts';
import { AttestedAddresses } from '../console/addresses/attested-addresses.ts';
import { removeDraft } from '../console/backup/copy-treasury.ts';
import { BookLog } from '../console/book/book-log.ts';
import { readCeremonyFiles } from '../console/ceremony/ceremony-record.ts';
import { newCeremonyRoom } from '../console/ceremony/session.ts';
import type { ConsoleEffects } from '../console/effects.ts';
import { EnvelopeLog } from '../console/envelopes/envelope-log.ts';
import { MessageLog } from '../console/messages/message-log.ts';
import { Callers } from '../console/officers/callers.ts';
import { PasswordGate } from '../console/officers/password-gate.ts';
import { Recorder } from '../console/recorder.ts';
import type { PolicyPart, Station, TreasuryPart } from '../console/station.ts';
import { raiseAlarm } from '../console/treasury/books-alarm.ts';
import { checkBeginning, checkTreasuryFile } from '../console/treasury/opening-checks.ts';
import type { StationKey } from '../console/treasury/station-key.ts';
import {
  readTreasuryFile,
  type TreasuryFile,
  treasuryPaths,
  writeTreasuryFile,
} from '../console/treasury/treasury-folder.ts';
import { lockVault } from '../console/vaults/lock-vault.ts';
import { removeOpinions } from '../console/vaults/second-opinion.ts';
import { VaultSessions } from '../console/vaults/vault-sessions.ts';
import { officerKeys, policyReference } from '../core/policy/policy.ts';
import { readChain } from '../core/policy/read-chain.ts';
import { type Standing, standingAt } from '../core/policy/standing.ts';
import { ok, Refused, type Result } from '../core/result.ts';
import { verifySignature } from '../signer/ed25519.ts';
import { lockFolder } from './folder-lock.ts';
import { guardBooks } from './guarded-books.ts';
import { findStationKey, takeStation } from './take-station.ts';
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
  /** Opens a folder whose key is in a keychain that is not here, so that officers can enrol a new station for it. */
  readonly asNewStation?: boolean;
}

/**
 * Opens a treasury's folder: checks its files and opens its database for this process only. Vaults stay locked and nobody is signed
 * in. The journal's newest entries are verified before anything is shown, the whole behind the work. Nothing is written but
 * the station's key where it can go into a keychain now, and where a file is of another version, nothing is touched.
 * @returns refuses `journal-*`, `store-foreign-schema`, `treasury-missing`, `treasury-damaged`, `treasury-in-use`, `runtime-practice-only`,
 * `chain-unknown`, `file-newer`, `file-older`, `file-not-read`, `station-key-in-keychain`, `store-damaged`,
 * `store-foreign`, `store-read-only`, `store-full`
 */
export async function openStation(
  folder: string,
  effects: ConsoleEffects,
  { chains, spawnBooks, asNewStation = false }: OpenParts,
): Promise<Result<OpenedStation>> {
  const file = await readTreasuryFile(folder);
  if (!file.ok) return file;
  const { practiceOnly } = effects;
  const standing = checkTreasuryFile(file.value, { practiceOnly, verify: verifySignature });
  if (!standing.ok) return standing;
  const chain = chains.chainOf(file.value.network.id);
  if (!chain.ok) return chain;
  const paths = treasuryPaths(folder);
  const found = await findStationKey(paths.stationKey, effects, asNewStation);
  if (!found.ok) return found;
  // Before the database is opened, which may change its files: records of another version end it here.
  const records = await readCeremonyFiles(folder);
  if (!records.ok) return records;
  const opened = await openChecked(folder, { file: file.value, spawnBooks });
  if (!opened.ok) return opened;
  // What a crash has left of a second opinion, or of a backup; where it cannot be removed, nobody can open it anyway.
  await removeOpinions(folder).catch(() => {});
  await removeDraft(folder).catch(() => {});
  const { now, notify, spawnSigner, uuid } = effects;
  let onHold = () => {};
  const taken = await orClose(opened.value, () =>
    takeStation(opened.value, {
      file: file.value,
      paths,
      found: found.value,
      effects,
      changed: () => onHold(),
    }),
  );
  if (!taken.ok) return taken;
  const { key, hold, outside } = taken.value;
  const { books, check } = guardBooks(
    {
      ...opened.value,
      close: async () => {
        await watch.stop();
        await outside.flushed();
        await opened.value.close();
      },
    },
    (refusal) => watch.damaged(refusal),
  );
  const recorder = new Recorder({
    ...{ books, key, now, hold },
    check: {
      view: () => watch.view(),
      whole: () => watch.whole(),
      rowsOf: (id) => watch.rowsOf(id),
    },
  });
  const officers = officerKeys(file.value.policies);
  const expected = () => ({ stations: hold.stations(), officers });
  const watch = watchBooks(books, expected, {
    changed: () => notify(['app']),
    differs: (found) => raiseAlarm({ books, recorder, effects }, found),
    readFile: check,
  });
  const present = presentTreasury(folder, { file: file.value, standing: standing.value, key, now });
  const station: OpenedStation = {
    ...present,
    hold,
    books,
    check: watch,
    checkBooks: check,
    recorder,
    attested: new AttestedAddresses({ books, policy: present.policy, hold, check: watch }),
    chain: chain.value,
    keys: {
      vaults: new VaultSessions(spawnSigner, () => notify(['app', 'movements'])),
      passwords: new PasswordGate(books, now),
      signing: new Set(),
    },
    ceremonies: newCeremonyRoom(),
    envelopes: new EnvelopeLog({ books, hold }, () => present.treasury.file().policies),
    messages: new MessageLog({ books, hold }, () => present.treasury.file().policies),
    addressBook: new BookLog({ books, hold }, () => present.treasury.file().policies),
    callers: new Callers({ spawn: spawnSigner, uuid, changed: () => notify(['app', 'movements']) }),
    effects,
  };
  onHold = () => lockHeld(station);
  return ok(station);
}

/** A folder that is held just now: whatever a vault was asked before, it is asked nothing more. */
function lockHeld(station: OpenedStation): void {
  station.effects.notify(['app', 'movements', 'journal']);
  if (station.hold.check().ok) return;
  for (const { id } of station.policy.present().vaults) {
    // Its process ends before this returns; what the books say of it may come later.
    lockVault(station, theStation('folder-held'), { vaultId: id }).catch(() => {});
  }
}

/** Books that were opened are closed again where what follows refuses or throws. */
async function orClose<T>(books: Books, next: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    const done = await next();
    if (!done.ok) await books.close();
    return done;
  } catch (error) {
    await books.close();
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Takes the folder and opens its books; closing them gives the folder back. */
async function openChecked(
  folder: string,
  { file, spawnBooks }: { readonly file: TreasuryFile; readonly spawnBooks: SpawnBooks },
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
    const begun = await checkJournal(books, file);
    if (begun.ok) return ok(books);
    await close();
    return begun;
  } catch (error) {
    await release();
    throw error;
  }
}

/** A read throws where the database is damaged: nothing of it may stay open then. */
async function checkJournal(books: Books, file: TreasuryFile): Promise<Result<void>> {
  try {
    const [first] = await books.journal.raw(0, 1);
    return checkBeginning(first, file);
  } catch (error) {
    await books.close();
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** The treasury's file and its policy, which change together. */
function presentTreasury(
  folder: string,
  {
    key,
    now,
    ...opened
  }: {
    readonly file: TreasuryFile;
    readonly standing: Standing;
    readonly key: StationKey;
    readonly now: () => number;
  },
): { readonly treasury: TreasuryPart; readonly policy: PolicyPart } {
  let present = opened;
  const standing = () => standingAt(present.standing, now());
  return {
    treasury: {
      folder,
      network: opened.file.network,
      key,
      file: () => present.file,
      async adopt(file) {
        const read = readChain(file.policies, verifySignature);
        if (!read.ok) throw new Error(`${read.code}: ${read.message}`);
        const written = await writeTreasuryFile(folder, file);
        if (!written.ok) return written;
        present = { file, standing: read.value };
        return ok(undefined);
      },
    },
    policy: {
      standing,
      present: () => standing().inForce,
      reference: () => policyReference(standing().inForce),
    },
  };
}
