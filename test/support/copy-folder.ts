import { chmodSync, cpSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Copies a treasury with its rights: a copy that others may read is refused. */
export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(path.join(entry.parentPath, entry.name), 0o700);
  }
  chmodSync(to, 0o700);
}
