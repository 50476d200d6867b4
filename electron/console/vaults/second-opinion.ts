import { chmod, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { FIRST_PATH } from '../../core/derivation-path.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { LibraryAnswer } from '../../official/library.ts';
import { notWritten } from '../../stronghold/write-fault.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { noteDone } from '../officers/note-done.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';
import { compareOpinion, type KnownAddress } from './compare-opinion.ts';
import { withSigner } from './vault-file.ts';
import { type Vault, vaultOf } from './vault-of.ts';

/** Accounts of a vault that are asked about, and their newest addresses. */
const MOST_ACCOUNTS = 20;
const OF_EACH = 2;
/** Differences that the alarm names; all are counted. */
const MOST_NAMED = 20;

type OpinionParts = Pick<
  Station,
  'treasury' | 'books' | 'policy' | 'attested' | 'chain' | 'keys' | 'recorder' | 'ceremonies' | 'effects'
>;

/** What an agreement rests on. */
export interface Agreed extends Pick<LibraryAnswer, 'library' | 'apart'> {
  /** Addresses that are the same. */
  readonly compared: number;
}

/**
 * Has the official library derive addresses of a vault out of a copy of its file, and compares them with those that the
 * vault has attested. The copy has a password that is drawn for it, so the library never gets the vault's. Agreement is
 * journaled; a difference too, as an alarm until two officers have settled it.
 * @param input.password raw UTF-8; the caller wipes it
 * @param input.unenclosed whether the officer lets it be asked where nothing encloses its process
 * @returns refuses `officer-not-signed-in`, `vault-unknown`, `official-differs`, the codes of `OfficialLibrary.addresses`, and
 * what trying the password refuses
 */
export async function askOfficialLibrary(
  station: OpinionParts,
  actor: Actor,
  { vaultId, password, unenclosed }: Omit<Asked, 'known'>,
): Promise<Result<Agreed>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const vault = vaultOf(station.policy.present(), vaultId);
  if (!vault.ok) return vault;
  const state = await station.effects.official.look();
  if (!state.works) return refuse(state.code, state.message);
  const known = await knownAddresses(station, vault.value);
  const answer = await ask(station, { vaultId, password, unenclosed, known });
  if (!answer.ok) return answer;
  const differences = compareOpinion(vault.value.name, known, answer.value.addresses);
  if (!differences.ok) return differences;
  const written = await note(station, actor, {
    vaultId,
    file: answer.value.file,
    answer: answer.value,
    differences: differences.value,
  });
  if (!written.ok) return written;
  const { library, apart } = answer.value;
  return differences.value.length === 0
    ? ok({ library, apart, compared: known.length })
    : refuse('official-differs', `expected the same addresses, got: ${differences.value[0]}`);
}

/** The first address, which the policy names, and the newest of each account, as the vault has signed them. */
async function knownAddresses(
  { books, attested }: Pick<OpinionParts, 'books' | 'attested'>,
  vault: Vault,
): Promise<readonly KnownAddress[]> {
  const first: KnownAddress = { path: FIRST_PATH, address: vault.receiveAddress };
  const accounts = await books.accounts.list({ search: '', offset: 0, limit: MOST_ACCOUNTS }, vault.id);
  const pages = await Promise.all(
    accounts.rows.map(({ index }) =>
      books.addresses.issued({ search: '', offset: 0, limit: OF_EACH }, vault.id, index),
    ),
  );
  const rows = pages.flatMap((page) => page.rows).filter(({ address }) => address !== vault.receiveAddress);
  const problems = await attested.check(rows);
  return [first, ...rows.filter((_, i) => problems[i] === null)].map(({ path: at, address }) => ({
    path: at,
    address,
  }));
}

interface Asked {
  readonly vaultId: string;
  readonly password: Uint8Array;
  readonly unenclosed: boolean;
  readonly known: readonly KnownAddress[];
}

/** Copies the vault's file for the library and asks it; the copy is gone when this answers. */
async function ask(
  station: OpinionParts,
  { vaultId, password, unenclosed, known }: Asked,
): Promise<Result<LibraryAnswer & { readonly file: string }>> {
  const { treasury, chain, keys, effects } = station;
  const folder = path.join(treasuryPaths(treasury.folder).opinions, effects.uuid());
  const file = 'vault.stronghold';
  const locks = keys.passwords.locks();
  const drawn = Buffer.from(effects.random(32));
  const copyPassword = new TextEncoder().encode(drawn.toString('hex'));
  drawn.fill(0);
  try {
    const made = await makeFolder(folder);
    if (!made.ok) return made;
    const target = path.join(folder, file);
    const copied = await withSigner(station, { vaultId, password }, (client, of) =>
      client.ask('copy-for-library', { file: of, target, password, copyPassword }),
    );
    if (!copied.ok) return copied;
    // The lock ends what runs; this was about to.
    if (locks !== keys.passwords.locks()) return refuse('vault-locked', 'the station was locked meanwhile');
    const answer = await effects.official.addresses({
      folder,
      file,
      password: new TextDecoder().decode(copyPassword),
      coinType: chain.derivation.coinType,
      paths: known.map((each) => each.path),
      unenclosed,
    });
    return answer.ok ? ok({ ...answer.value, file: copied.value.sha256 }) : answer;
  } finally {
    copyPassword.fill(0);
    // What cannot be removed now replaces no answer: the next opening tries again.
    await removeTree(folder).catch(() => {});
    // Another question may be under way; the last one takes the folder with it.
    await rmdir(path.dirname(folder)).catch(() => {});
  }
}

async function makeFolder(folder: string): Promise<Result<void>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return ok(undefined);
  } catch (error) {
    return notWritten(`no folder can be made at ${folder}`, error);
  }
}

/** Removes a folder, also where the library has closed one in it to us. */
async function removeTree(folder: string): Promise<void> {
  const remove = () => rm(folder, { recursive: true, force: true });
  await remove().catch(async () => {
    await openTree(folder);
    await remove();
  });
}

/** Opens every folder to us; a link is none. */
async function openTree(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await openTree(path.join(folder, entry.name));
  }
}

/**
 * Removes the copies that a crash has left, at the next opening. Nobody has the password of such a copy any more.
 */
export async function removeOpinions(treasuryFolder: string): Promise<void> {
  await removeTree(treasuryPaths(treasuryFolder).opinions);
}

interface Opinion {
  readonly vaultId: string;
  /** SHA-256 of the vault's file. */
  readonly file: string;
  readonly answer: LibraryAnswer;
  readonly differences: readonly string[];
}

async function note(
  station: Pick<OpinionParts, 'recorder' | 'effects'>,
  actor: Actor,
  { vaultId, file, answer, differences }: Opinion,
): Promise<Result<void>> {
  const { name, version, sha256 } = answer.library;
  const rests = { vaultId, file, library: name, version, digest: sha256, apart: answer.apart };
  const left = actor.kind === 'officer' ? { officers: [actor.session.officer.id] } : {};
  const draft = (by: Actor): EntryDraft => {
    const body = { ...rests, ...(by.kind === 'station' ? left : {}) };
    return differences.length === 0
      ? { kind: 'second-opinion-agreed', actor: by, body: { ...body, compared: answer.addresses.length } }
      : {
          kind: 'second-opinion-differed',
          actor: by,
          body: { ...body, count: differences.length, differences: differences.slice(0, MOST_NAMED) },
        };
  };
  const written = await noteDone(station, actor, { entries: (by) => [draft(by)], otherwise: 'officer-left' });
  station.effects.notify(['app', 'journal', 'movements']);
  return written;
}
