import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { checkFileVersion } from '../core/file-version.ts';
import { ok, type Result } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { SETTINGS_VERSION, settingsFileSchema } from './settings.ts';

const versionSchema = v.object({ version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });

/** What is in the file; undefined where it is not JSON. */
function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
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
 * Moves a settings file that cannot be read aside, so that the console starts with its defaults and nothing is lost. A
 * file of another version is no broken one: it stays where it is.
 *
 * @returns where the broken file lies now; null where the file is sound or missing. Refuses `file-newer` and `file-older`
 */
export function setBrokenSettingsAside(file: string): Result<string | null> {
  if (!existsSync(file)) return ok(null);
  const content = contentOf(file);
  const found = v.safeParse(versionSchema, content);
  if (found.success) {
    const version = checkFileVersion(path.basename(file), found.output.version, SETTINGS_VERSION);
    if (!version.ok) return version;
  }
  if (parseWith(settingsFileSchema, content).ok) return ok(null);
  const aside = freeName(file);
  renameSync(file, aside);
  return ok(aside);
}
