import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isRecord, readJson } from '../core/json.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { type LibraryIdentity, OFFICIAL_LIBRARY } from './library.ts';

/**
 * Looks for the official library below a folder's `node_modules`. That its files are there does not say that it works.
 * Refuses `official-missing`, and says what is not there.
 */
export async function findLibrary(folder: string): Promise<Result<LibraryIdentity>> {
  const { name, version } = OFFICIAL_LIBRARY;
  const place = path.join(folder, 'node_modules', name);
  const told = await read(path.join(place, 'package.json'));
  if (told === null)
    return refuse('official-missing', `expected ${name} ${version} in ${folder}, got nothing`);
  const json = readJson(told.toString('utf8'));
  const found = json.ok && isRecord(json.value) ? json.value['version'] : undefined;
  if (found !== version) {
    return refuse('official-missing', `expected ${name} ${version}, got version ${String(found)}`);
  }
  const native = await read(path.join(place, 'build', 'Release', 'index.node'));
  return native === null
    ? refuse(
        'official-missing',
        `${name} ${version} is there, its native part (build/Release/index.node) is not`,
      )
    : ok({ name, version, sha256: createHash('sha256').update(native).digest('hex') });
}

async function read(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}
