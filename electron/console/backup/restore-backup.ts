import path from 'node:path';
import type { LookedAt } from '../../backup/jobs.ts';
import type { BackupManifest } from '../../backup/manifest.ts';
import { BOOKS_NAME } from '../../backup/names.ts';
import type { BackupView } from '../../contract/backup.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { ConsoleEffects } from '../effects.ts';
import { fillDraft } from '../treasury/draft-folder.ts';
import { checkBeginning, checkTreasuryFile } from '../treasury/opening-checks.ts';
import { leaveKeyBehind } from '../treasury/station-key.ts';
import { readTreasuryFile, treasuryPaths } from '../treasury/treasury-folder.ts';
import type { OpenBooks } from './copy-treasury.ts';

type RestoreEffects = Pick<ConsoleEffects, 'backups' | 'outside' | 'uuid' | 'practiceOnly'>;

/** What is in a backup, for whoever decides whether to restore it: nothing of it was written anywhere. */
export async function viewBackup(
  { outside }: Pick<RestoreEffects, 'outside'>,
  { file, looked }: { readonly file: string; readonly looked: LookedAt },
): Promise<BackupView> {
  const { manifest, sha256, size } = looked;
  const { about, files } = manifest;
  const known = outside === null ? null : await outside.read(about.treasury.id);
  return {
    file,
    sha256,
    size,
    madeAt: about.madeAt,
    app: about.app,
    treasuryId: about.treasury.id,
    name: about.treasury.name,
    network: about.treasury.network.id,
    stationId: about.station.stationId,
    head: about.head,
    policyVersion: about.policyVersion,
    files: files.length,
    newer: known !== null && known.seq > about.head.seq ? { seq: known.seq, at: known.at } : null,
    vaults: about.vaults.map((vault) => ({ ...vault })),
    officers: about.officers.map((officer) => ({ ...officer, roles: [...officer.roles] })),
  };
}

/** A backup that was looked at, and where its treasury is to be. */
export interface Restore {
  readonly file: string;
  readonly looked: LookedAt;
  /** Absolute path: it must not exist, or be an empty folder. */
  readonly folder: string;
}

/**
 * Makes a treasury's folder of a backup. It is unpacked beside its place, its files are compared with the manifest, with
 * the policies and with the journal, and only then the folder gets its name. It has no station: officers enrol a new one
 * when it is opened (decision 22).
 * @returns refuses `treasury-exists`, `backup-*`, `file-not-written`, `runtime-practice-only`, and what keeps its files from
 * being opened; nothing is left of it then
 */
export async function restoreBackup(
  effects: RestoreEffects,
  { file, looked, folder, openBooks }: Restore & { readonly openBooks: OpenBooks },
): Promise<Result<void>> {
  const { sha256, wrapKey } = looked;
  const suffix = effects.uuid().slice(0, 8);
  return fillDraft({ folder, parts: [], suffix }, async (draft) => {
    const extracted = await effects.backups.extract({ file, wrapKey, sha256, into: draft });
    if (!extracted.ok) return extracted;
    const proven = await prove(effects, { draft, manifest: extracted.value, openBooks });
    if (!proven.ok) return proven;
    return leaveKeyBehind(treasuryPaths(draft).stationKey, extracted.value.about.station);
  });
}

/** Whether the files belong together: one treasury, its policies, and a journal that ends where the manifest says. */
async function prove(
  { practiceOnly }: Pick<RestoreEffects, 'practiceOnly'>,
  {
    draft,
    manifest: { about },
    openBooks,
  }: { readonly draft: string; readonly manifest: BackupManifest; readonly openBooks: OpenBooks },
): Promise<Result<void>> {
  const file = await readTreasuryFile(draft);
  if (!file.ok) return file;
  const policy = checkTreasuryFile(file.value, { practiceOnly, verify: verifySignature });
  if (!policy.ok) return policy;
  if (file.value.id !== about.treasury.id) return differs('treasury.json is of another treasury');
  const books = await openBooks(path.join(draft, BOOKS_NAME));
  if (!books.ok) return books;
  try {
    const [first] = await books.value.journal.raw(0, 1);
    const begun = checkBeginning(first, file.value);
    if (!begun.ok) return begun;
    const head = await books.value.journal.head();
    return head?.seq === about.head.seq && head.hash === about.head.hash
      ? ok(undefined)
      : differs(`its journal does not end with entry ${about.head.seq}`);
  } finally {
    await books.value.close();
  }
}

const differs = (what: string) => refuse('backup-damaged', `expected what the manifest says: ${what}`);
