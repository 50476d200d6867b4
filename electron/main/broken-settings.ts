import { existsSync, readFileSync, renameSync } from 'node:fs';
import { parseWith } from '../core/schema.ts';
import { settingsFileSchema } from './settings.ts';

function isSound(file: string): boolean {
  try {
    return parseWith(settingsFileSchema, JSON.parse(readFileSync(file, 'utf8'))).ok;
  } catch {
    return false;
  }
}

/** The first name beside `file` that is free, so that an older broken file is never overwritten. */
function freeName(file: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = `${file}.broken-${number}`;
    if (!existsSync(candidate)) return candidate;
  }
}

/**
 * Moves a settings file that cannot be read aside, so that the console starts with its defaults and nothing is lost.
 *
 * @returns where the broken file lies now; null where the file is sound or missing
 */
export function setBrokenSettingsAside(file: string): string | null {
  if (!existsSync(file) || isSound(file)) return null;
  const aside = freeName(file);
  renameSync(file, aside);
  return aside;
}
