import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its owner alone, as vaults lie in, and files of its owner alone in it. */
export interface PrivateFolder {
  readonly path: string;
  /** Absolute path of a name in the folder. */
  readonly at: (name: string) => string;
  /** Writes a file (0600); its path. */
  readonly write: (name: string, bytes: Uint8Array) => string;
  /** Copies a file (0600), such as one of the shared folder, which everybody may read; its path. */
  readonly copy: (source: string, name: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

export function makePrivateFolder(): PrivateFolder {
  const path = mkdtempSync(join(tmpdir(), 'sallyport-stronghold-'));
  const at = (name: string) => join(path, name);
  return {
    path,
    at,
    write: (name, bytes) => {
      writeFileSync(at(name), bytes, { mode: 0o600 });
      return at(name);
    },
    copy: async (source, name) => {
      copyFileSync(source, at(name));
      await chmod(at(name), 0o600);
      return at(name);
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
