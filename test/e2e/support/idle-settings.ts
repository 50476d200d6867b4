import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Sets after how many idle seconds a console with this user data locks, before it starts. */
export function writeIdleLock(userData: string, idleLockSeconds: number): void {
  mkdirSync(userData, { recursive: true });
  const settings = { theme: 'light', idleLockSeconds };
  const file = { version: 1, settings, recent: [], window: null };
  writeFileSync(path.join(userData, 'settings.json'), JSON.stringify(file));
}
