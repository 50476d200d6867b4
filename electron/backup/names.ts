const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const STRONGHOLD = '[a-z0-9-]{1,80}\\.stronghold';

/**
 * Every name that a file in a backup can have: those of a treasury's folder, with `/` between, whatever the system writes.
 * The station's key, locks and sockets are never among them. A name that is not here is nobody's of ours, so that none
 * leads out of the folder.
 */
const known = new RegExp(
  `^(treasury\\.json|treasury\\.sqlite|(vaults|officers)/${STRONGHOLD}|vaults/${STRONGHOLD}\\.state|(ceremonies|imports)/${UUID}\\.json|practice-node/practice-ledger\\.jsonl)$`,
);

/** The folders that those names are in. */
export const backupFolders = ['vaults', 'officers', 'ceremonies', 'imports', 'practice-node'] as const;

/** The first file of a backup: what all the others are. */
export const MANIFEST_NAME = 'manifest.json';

/** The journal and the tables, in a backup as in the folder. */
export const BOOKS_NAME = 'treasury.sqlite';

export const isBackupName = (name: string): boolean => known.test(name);
