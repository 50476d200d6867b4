import path from 'node:path';

export interface StartParameters {
  readonly evaluation: boolean;
  /** Treasury folder to open, absolute; null to start at the welcome screen. */
  readonly folder: string | null;
}

/** Reads `[--evaluation] [FOLDER]`; a relative folder is meant from `here`. Null for anything else. */
export function readStartParameters(given: readonly string[], here: string): StartParameters | null {
  const folders = given.filter((word) => word !== '--evaluation');
  const [folder] = folders;
  if (folders.length > 1 || folder?.startsWith('-')) return null;
  return {
    evaluation: given.includes('--evaluation'),
    folder: folder === undefined || folder === '' ? null : path.resolve(here, folder),
  };
}
