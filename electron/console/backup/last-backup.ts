import type { BackupStateView } from '../../contract/backup.ts';
import { parseEntry, type TypedEntry } from '../../core/journal/journal-entry.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';

/**
 * When this treasury was backed up last and by whom, and whether a ceremony has changed it since: its vaults' files,
 * states and policy are other ones then.
 */
export async function readLastBackup({
  books,
  policy,
}: Pick<Station, 'books' | 'policy'>): Promise<BackupStateView> {
  const { entry, ceremony } = await books.journal.lastBackup();
  const last = backupIn(entry);
  return {
    last: last && told(last, policy.present()),
    isOutdated: last !== null && ceremony !== undefined && ceremony > last.body.entries,
  };
}

type BackupEntry = Extract<TypedEntry, { readonly kind: 'treasury-backed-up' }>;

function told(
  { at, actor, body }: BackupEntry,
  policy: ReturnType<Station['policy']['present']>,
): NonNullable<BackupStateView['last']> {
  const { keys, left } = body;
  const by = actor.kind === 'person' ? actor.officerId : (left?.[0] ?? null);
  return { at, keys, officerName: officerName(policy, by) };
}

function backupIn(stored: string | undefined): BackupEntry | null {
  const entry = parseEntry(storedJson(stored ?? ''));
  return entry.ok && entry.value.kind === 'treasury-backed-up' ? entry.value : null;
}
