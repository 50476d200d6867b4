import { rename } from 'node:fs/promises';
import type { Books } from '../books/books.ts';
import type { ConsoleEffects } from '../console/effects.ts';
import { storedJson } from '../console/stored-json.ts';
import { type EnrolmentReason, FolderHold, type OlderFolder } from '../console/treasury/folder-hold.ts';
import { OutsideKeeper } from '../console/treasury/keep-outside.ts';
import type { OutsideMark } from '../console/treasury/outside-marks.ts';
import { readSettled, type Settled } from '../console/treasury/read-settled.ts';
import {
  keepStationKey,
  type NewStationKey,
  newStationKey,
  readStationKey,
  type StationKey,
  stationOfKeyFile,
} from '../console/treasury/station-key.ts';
import type { TreasuryFile, TreasuryPaths } from '../console/treasury/treasury-folder.ts';
import { parseEntry } from '../core/journal/journal-entry.ts';
import { officerKeys } from '../core/policy/policy.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { StationIdentity } from '../core/station/station-chain.ts';
import { verifySignature } from '../signer/ed25519.ts';

type KeyEffects = Pick<ConsoleEffects, 'now' | 'random' | 'uuid' | 'keychain' | 'outside' | 'notify'>;

/** A station's key as it was found; a key or why there is none. */
export type FoundKey =
  | { readonly key: StationKey; readonly why: null; readonly install: string | null }
  | { readonly key: null; readonly why: EnrolmentReason; readonly install: string | null };

/**
 * Reads the key of a folder's station. One that is not to be had here, or that is bound to another installation, is none.
 * @param asNewStation whether officers want to enrol a new station where the key is in a keychain that is not here
 * @returns refuses as `readStationKey` does, but for keys that the keychain here does not give back, and `file-not-written`
 */
export async function findStationKey(
  file: string,
  { keychain, outside }: KeyEffects,
  asNewStation: boolean,
): Promise<Result<FoundKey>> {
  const named = outside === null ? ok(null) : await outside.install();
  if (!named.ok) return named;
  const install = named.value;
  const key = await readStationKey(file, keychain);
  if (key.ok) {
    const elsewhere = install !== null && key.value.install !== null && key.value.install !== install;
    return ok(
      elsewhere ? { key: null, why: 'other-computer', install } : { key: key.value, why: null, install },
    );
  }
  if (key.code === 'station-not-enrolled') return ok({ key: null, why: 'restored', install });
  const isNone =
    key.code === 'station-key-locked' || (asNewStation && key.code === 'station-key-in-keychain');
  return isNone ? ok({ key: null, why: 'key-locked', install }) : key;
}

/** A station's key and whether its folder may be worked with. */
export interface TakenStation {
  readonly key: StationKey;
  readonly hold: FolderHold;
  readonly outside: OutsideKeeper;
}

/**
 * Takes a folder for the station of this place: compares its key with the journal, and the journal with what is known
 * outside of the folder. Where either differs, the folder is held until officers have settled it.
 * @param changed told when the folder is held, or is not any more
 * @returns refuses `treasury-damaged`, `settlement-bad` and as a journal's verification does
 */
export async function takeStation(
  books: Pick<Books, 'journal' | 'audit'>,
  {
    file,
    paths,
    found,
    effects,
    changed,
  }: {
    readonly file: TreasuryFile;
    readonly paths: TreasuryPaths;
    readonly found: FoundKey;
    readonly effects: KeyEffects;
    readonly changed: () => void;
  },
): Promise<Result<TakenStation>> {
  const settled = await readSettled(books, file, verifySignature);
  if (!settled.ok) return settled;
  const { stations } = settled.value;
  const officers = officerKeys(file.policies);
  const tail = await books.audit.tail({ stations, officers });
  if (!tail.ok) return tail;
  const present = stations.at(-1);
  if (!present) return refuse('treasury-damaged', 'the journal names no station');
  const { install } = found;
  const own = await ownKey(present, { paths, found, effects });
  // A journal that this folder's station never signed is no copy of ours: nobody shall be asked to enrol for it.
  const kept = await stationOfKeyFile(paths.stationKey);
  if (own === null && !stations.some((each) => isOf(kept.ok ? kept.value : null, each))) {
    return refuse('journal-signature-bad', "the journal was begun with another station's key");
  }
  const made = own === null ? newStationKey({ ...effects, install }) : null;
  const key = own ?? made?.key;
  if (!key) throw new Error('a station without a key');
  // Several stations of one treasury may be on one computer: those that came by an envelope are remembered by themselves.
  const rememberedAs = file.node.kind === 'none' ? (stations[0]?.stationId ?? file.id) : file.id;
  const known = effects.outside === null ? null : await effects.outside.read(rememberedAs);
  const older = await olderThan(books, { known, settled: settled.value });
  const outside = new OutsideKeeper(effects.outside, () => effects.notify(['app']));
  const hold = new FolderHold({
    settled: settled.value,
    enrolment: own === null ? (found.why ?? 'retired') : null,
    older,
    known,
    key,
    keyFile: keyFileOf(made, paths),
    treasuryId: rememberedAs,
    now: effects.now,
    changed,
    keep: (mark) => outside.keep(mark),
    kept: () => outside.flushed(),
  });
  await catchUp(books, { hold, known, outside, treasuryId: rememberedAs });
  return ok({ key, hold, outside });
}

/** The key of the station that signs the journal now: the one in place, or the one that was just being enrolled. */
async function ownKey(
  present: StationIdentity,
  {
    paths,
    found,
    effects,
  }: { readonly paths: TreasuryPaths; readonly found: FoundKey; readonly effects: KeyEffects },
): Promise<StationKey | null> {
  const { keychain } = effects;
  const { install } = found;
  if (isOf(found.key, present)) return keepStationKey(paths.stationKey, found.key, { keychain, install });
  const next = await readStationKey(paths.nextStationKey, keychain);
  if (!next.ok || !isOf(next.value, present)) return null;
  // The enrolment was committed, and then the process died.
  await rename(paths.nextStationKey, paths.stationKey);
  return next.value;
}

const isOf = <K extends Pick<StationKey, 'stationId' | 'publicKey'>>(
  key: K | null,
  { stationId, stationKey }: StationIdentity,
): key is K => key?.stationId === stationId && key.publicKey === stationKey;

/** How a new key gets into the folder: beside the old one before it is enrolled, in its place after. */
function keyFileOf(made: NewStationKey | null, paths: TreasuryPaths) {
  return {
    write: async () => (made === null ? ok(undefined) : made.write(paths.nextStationKey)),
    take: async () => {
      if (made !== null) await rename(paths.nextStationKey, paths.stationKey);
    },
  };
}

/** What is known outside and not in this journal; null where nothing is, or where officers have settled it. */
async function olderThan(
  books: Pick<Books, 'journal'>,
  { known, settled }: { readonly known: OutsideMark | null; readonly settled: Settled },
): Promise<OlderFolder | null> {
  if (known === null || (await hasEntry(books, known))) return null;
  const newer = settled.last?.settlement.newer;
  if (newer?.seq === known.seq && newer.hash === known.hash) return null;
  const head = await books.journal.head();
  const { seq, hash, at } = known;
  const ours = { seq: head?.seq ?? 0, hash: head?.hash ?? '', at: await timeOf(books, head?.seq ?? 0) };
  return { ours, newer: { seq, hash, at } };
}

async function hasEntry(books: Pick<Books, 'journal'>, { seq, hash }: OutsideMark): Promise<boolean> {
  const entry = parseEntry(storedJson((await books.journal.entry(seq)) ?? ''));
  return entry.ok && entry.value.hash === hash;
}

async function timeOf(books: Pick<Books, 'journal'>, seq: number): Promise<number> {
  const entry = parseEntry(storedJson((await books.journal.entry(seq)) ?? ''));
  return entry.ok ? entry.value.at : 0;
}

/** The marks outside may lag behind the books, or not be there yet. */
async function catchUp(
  books: Pick<Books, 'journal'>,
  {
    hold,
    known,
    outside,
    treasuryId,
  }: {
    readonly hold: FolderHold;
    readonly known: OutsideMark | null;
    readonly outside: OutsideKeeper;
    readonly treasuryId: string;
  },
): Promise<void> {
  const { enrolment, older } = hold.view();
  const head = await books.journal.head();
  if (enrolment !== null || older !== null || !head || head.hash === known?.hash) return;
  outside.keep({
    format: 'sallyport/outside-mark/1',
    treasuryId,
    stationId: head.stationId,
    seq: head.seq,
    hash: head.hash,
    at: await timeOf(books, head.seq),
    vaults: known?.vaults ?? {},
  });
}
