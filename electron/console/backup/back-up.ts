import { rm } from 'node:fs/promises';
import path from 'node:path';
import { writeRefusal } from '../../backup/faults.ts';
import type { BackupAbout } from '../../backup/manifest.ts';
import type { WrittenBackup } from '../../backup/write-backup.ts';
import { checkPassword } from '../../core/password.ts';
import { ok, Refused, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { inTime, noteDone } from '../officers/note-done.ts';
import { confirmation, requireTwo } from '../officers/two-officers.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { checkStrength } from '../strong-password.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';
import { withSigner } from '../vaults/vault-file.ts';
import { copyTreasury, makeDraft, type OpenBooks, removeDraft, type TreasuryCopy } from './copy-treasury.ts';

type BackUpParts = Pick<
  Station,
  'treasury' | 'books' | 'policy' | 'hold' | 'keys' | 'recorder' | 'ceremonies' | 'effects'
>;

/** What goes into a backup, and where it goes. */
export interface BackUp {
  /** Absolute path; nothing there is ever overwritten. */
  readonly target: string;
  /** Of the backup alone, typed twice; raw UTF-8, which the caller wipes. */
  readonly passphrase: Uint8Array;
  readonly again: Uint8Array;
  /** Vaults whose Stronghold files go along, each with the password that opens it. */
  readonly vaults: readonly { readonly vaultId: string; readonly password: Uint8Array }[];
  /** Whether the officers' Stronghold files go along. */
  readonly officers: boolean;
  /** Another officer, signed in at the same caller; null for nobody. */
  readonly second: Actor | null;
}

/** Treasuries of which a backup is being made. */
const underWay = new WeakSet<Station['treasury']>();

/**
 * Writes a verified backup of the whole treasury, encrypted by its own passphrase, and has the journal say who made it.
 * The station's key is never in it. Key files go along only where they are asked for; that takes two officers, and each vault's
 * file goes as a saved copy does: opened with its password first, and named in the journal.
 * @returns refuses `officer-not-signed-in`, `second-officer-needed`, `password-empty`, `password-too-long`,
 * `password-mismatch`, `password-weak`, `backup-busy`, what copying a vault's file and the books refuses, and what
 * `writeBackup` refuses
 */
export async function backUpTreasury(
  station: BackUpParts,
  actor: Actor,
  wanted: BackUp & { readonly openBooks: OpenBooks },
): Promise<Result<WrittenBackup>> {
  const allowed = await checkWanted(station, actor, wanted);
  if (!allowed.ok) return allowed;
  const { treasury } = station;
  if (underWay.has(treasury)) return refuse('backup-busy', 'a backup of this treasury is being made');
  underWay.add(treasury);
  try {
    await makeDraft(treasury.folder);
    return await copyAndWrite(station, actor, wanted);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    return writeRefusal(error, 'the copy of the treasury');
  } finally {
    underWay.delete(treasury);
    await removeDraft(treasury.folder).catch(() => {});
  }
}

async function checkWanted(
  station: BackUpParts,
  actor: Actor,
  { passphrase, again, vaults, officers, second }: BackUp,
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const withKeys = vaults.length > 0 || officers;
  const enough = withKeys ? requireTwo(station, { actor, second }) : ok(undefined);
  if (!enough.ok) return enough;
  const usable = checkPassword(passphrase);
  if (!usable.ok) return usable;
  if (passphrase.length !== again.length || passphrase.some((byte, i) => byte !== again[i])) {
    return refuse('password-mismatch', 'expected the same passphrase twice');
  }
  return checkStrength(station.treasury.network.id, station.effects, [passphrase]);
}

async function copyAndWrite(
  station: BackUpParts,
  actor: Actor,
  wanted: BackUp & { readonly openBooks: OpenBooks },
): Promise<Result<WrittenBackup>> {
  const { treasury, effects } = station;
  const { target, passphrase, officers: withOfficers, openBooks } = wanted;
  const draft = treasuryPaths(treasury.folder).backupDraft;
  const copies = await copyVaults(station, wanted, draft);
  if (!copies.ok) return copies;
  const copy = await copyTreasury(station, { openBooks, withOfficers });
  if (!copy.ok) return copy;
  const about = aboutCopy(station, copy.value);
  const { workFactor } = effects;
  const { names } = copy.value;
  const job = { draft, names, about, target, passphrase, workFactor };
  const written = await effects.backups.write(job);
  if (!written.ok) return written;
  const made = { about, written: written.value, copies: copies.value };
  const noted = await note(station, { actor, second: wanted.second, made });
  // A backup that the journal does not tell of is none.
  if (!noted.ok) await rm(target, { force: true }).catch(() => {});
  return noted.ok ? written : noted;
}

interface VaultCopy {
  readonly vaultId: string;
  readonly sha256: string;
}

/** By the rule of a saved copy: written, read back, compared, and opened with its password. */
async function copyVaults(
  station: BackUpParts,
  { vaults }: Pick<BackUp, 'vaults'>,
  draft: string,
): Promise<Result<readonly VaultCopy[]>> {
  const copies: VaultCopy[] = [];
  for (const { vaultId, password } of vaults) {
    const saved = await withSigner(station, { vaultId, password }, (client, file) =>
      client.ask('save-copy', { file, target: path.join(draft, 'vaults', path.basename(file)), password }),
    );
    if (!saved.ok) return saved;
    copies.push({ vaultId, sha256: saved.value.sha256 });
  }
  return ok(copies);
}

/** What the backup says of itself before anything of it is restored. */
function aboutCopy(
  { treasury, policy, hold, effects }: BackUpParts,
  { names, head }: TreasuryCopy,
): BackupAbout {
  const file = treasury.file();
  const { version, vaults, officers } = policy.present();
  const present = hold.stations().at(-1);
  const has = (name: string | undefined, folder: string) =>
    name !== undefined && names.includes(`${folder}/${name}`);
  return {
    madeAt: effects.now(),
    app: effects.version,
    treasury: { id: file.id, name: file.name, network: file.network },
    station: {
      stationId: present?.stationId ?? treasury.key.stationId,
      stationKey: present?.stationKey ?? treasury.key.publicKey,
    },
    head: { seq: head.seq, hash: head.hash, at: head.at },
    policyVersion: version,
    vaults: vaults.map(({ id, name, kind }) => ({
      id,
      name,
      kind,
      hasFile: has(file.vaultFiles[id], 'vaults'),
    })),
    officers: officers.map(({ id, name, roles }) => ({
      id,
      name,
      roles: [...roles],
      hasFile: has(file.officerFiles[id], 'officers'),
    })),
  };
}

interface Made {
  readonly about: BackupAbout;
  readonly written: WrittenBackup;
  readonly copies: readonly VaultCopy[];
}

/** Tells the journal; where an officer has left meanwhile, the station does, with their ids. */
async function note(
  station: BackUpParts,
  {
    actor,
    second,
    made: { about, written, copies },
  }: { readonly actor: Actor; readonly second: Actor | null; readonly made: Made },
): Promise<Result<void>> {
  const { head } = about;
  const vaults = about.vaults.flatMap(({ id, hasFile }) => (hasFile ? [id] : []));
  const officers = about.officers.flatMap(({ id, hasFile }) => (hasFile ? [id] : []));
  const keys = keysOf(vaults.length > 0, officers.length > 0);
  const act = 'treasury-backed-up';
  const { sha256, size } = written;
  const body = { entries: head.seq, head: head.hash, sha256, size, keys, vaults, officers } as const;
  const confirmed =
    keys === 'none' || second === null
      ? []
      : confirmation(inTime(second), { act, vaultId: null, from: null, to: null });
  const left = [actor, second].flatMap((each) => (each?.kind === 'officer' ? [each.session.officer.id] : []));
  const entries = (by: Actor): readonly EntryDraft[] => [
    ...(by.kind === 'station' ? [] : confirmed),
    ...copies.map(
      (copy): EntryDraft => ({
        kind: 'vault-copied',
        actor: by,
        body: by.kind === 'station' ? { ...copy, officers: left } : copy,
      }),
    ),
    by.kind === 'station'
      ? { kind: act, actor: by, body: { ...body, left } }
      : { kind: act, actor: by, body },
  ];
  const noted = await noteDone(station, actor, { entries, otherwise: 'officer-left' });
  station.effects.notify(['app', 'journal']);
  return noted;
}

function keysOf(vaults: boolean, officers: boolean): 'none' | 'vaults' | 'officers' | 'both' {
  if (vaults) return officers ? 'both' : 'vaults';
  return officers ? 'officers' : 'none';
}
