import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, readdir, readFile, readlink, realpath } from 'node:fs/promises';
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
  try {
    await access(path.join(place, 'build', 'Release', 'index.node'));
  } catch {
    return refuse(
      'official-missing',
      `${name} ${version} is there, its native part (build/Release/index.node) is not`,
    );
  }
  try {
    return ok({ name, version, sha256: await digestOf(path.join(folder, 'node_modules')) });
  } catch (error) {
    return refuse('official-missing', `expected files that can be read in ${place} (${String(error)})`);
  }
}

/** What npm notes of an installation, and the Node that runs the library: they differ between computers. */
const NOT_OF_IT: ReadonlySet<string> = new Set(['.bin', '.package-lock.json', 'node', '.cache']);

/**
 * SHA-256, hex, over all that the library's process can load: it answers with its JavaScript and with the packages that this
 * asks for, not with its native part alone. Names and bytes of each file go in, in the order of the names.
 * @throws where a link leads to files that do not go in
 */
async function digestOf(modules: string): Promise<string> {
  const hash = createHash('sha256');
  const root = await realpath(modules);
  await addFolder(hash, root, root);
  return hash.digest('hex');
}

async function addFolder(hash: Hash, folder: string, root: string): Promise<void> {
  const without = folder === root ? NOT_OF_IT : NOTHING;
  const entries = (await readdir(folder, { withFileTypes: true }))
    .filter(({ name }) => !without.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  hash.update(`${entries.length}\n`);
  for (const entry of entries) {
    const place = path.join(folder, entry.name);
    const kind = entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'file';
    hash.update(`${kind} ${JSON.stringify(entry.name)} `);
    if (kind === 'folder') await addFolder(hash, place, root);
    else if (kind === 'link') await addLink(hash, place, root);
    else await addFile(hash, place);
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** What it leads to goes in by itself. */
async function addLink(hash: Hash, link: string, root: string): Promise<void> {
  const [first = ''] = path.relative(root, await realpath(link)).split(path.sep);
  if (first === '' || first === '..' || path.isAbsolute(first) || NOT_OF_IT.has(first)) {
    throw new Error(`${link} leads to files of which it has no digest`);
  }
  hash.update(`${JSON.stringify(await readlink(link))}\n`);
}

/** Its own SHA-256 goes in, of a fixed length: no file can look like two. */
async function addFile(hash: Hash, file: string): Promise<void> {
  const own = createHash('sha256');
  for await (const chunk of createReadStream(file)) own.update(chunk as Buffer);
  hash.update(`${own.digest('hex')}\n`);
}

async function read(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}
