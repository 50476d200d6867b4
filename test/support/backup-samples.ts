import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { concatBytes } from '@noble/hashes/utils.js';
import { type BackupAbout, type BackupManifest, manifestBytes } from '../../electron/backup/manifest.ts';
import { MANIFEST_NAME } from '../../electron/backup/names.ts';
import { END_BYTES, padding, tarHeader } from '../../electron/backup/tar-header.ts';
import { deriveWrapKey, sealAge } from '../../electron/stronghold/age.ts';
import { must, utf8, WORK_FACTOR } from './treasury-steps.ts';

export const PASSPHRASE = 'seven quiet harbours at dusk';
const ID = '0e6c1b8e-9f4b-4c7e-8f0a-1b2c3d4e5f60';

export const about: BackupAbout = {
  madeAt: 1_790_000_000_000,
  app: '0.1.0',
  treasury: { id: ID, name: 'Harbour', network: { id: 'iota:practice', genesis: '0a0b0c0d' } },
  station: { stationId: ID, stationKey: 'ab'.repeat(32) },
  head: { seq: 7, hash: 'cd'.repeat(32), at: 1_789_999_999_000 },
  policyVersion: 1,
  vaults: [{ id: ID, name: 'Hot', kind: 'hot', hasFile: false }],
  officers: [{ id: ID, name: 'Mara', roles: ['maker'], hasFile: true }],
};

export type Files = Readonly<Record<string, Uint8Array>>;

/** A few files as a treasury has them: an empty one, one of a whole block, one of several chunks. */
export const someFiles: Files = {
  'treasury.json': utf8('{"format": "sallyport/treasury/3"}\n'),
  'treasury.sqlite': Uint8Array.from({ length: 150_000 }, (_, i) => (i * 7) % 251),
  'officers/mara.stronghold': new Uint8Array(512).fill(7),
  [`ceremonies/${ID}.json`]: new Uint8Array(),
};

/** Puts files into a folder. */
export function putFiles(folder: string, files: Files): void {
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(folder, name), bytes, { mode: 0o600 });
  }
}

export const manifestOf = (files: Files): BackupManifest => ({
  format: 'sallyport/backup/1',
  about,
  files: Object.entries(files).map(([name, bytes]) => ({
    name,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })),
});

/** An entry of an archive: header, bytes, zeros. */
export const entry = (
  name: string,
  bytes: Uint8Array,
  header = tarHeader(name, bytes.length, about.madeAt),
) => concatBytes(header, bytes, new Uint8Array(padding(bytes.length)));

/** The plaintext of a backup, whatever its manifest says. */
export const archiveOf = (manifest: Uint8Array, entries: readonly Uint8Array[]): Uint8Array =>
  concatBytes(entry(MANIFEST_NAME, manifest), ...entries, new Uint8Array(END_BYTES));

/** The plaintext of a backup of these files. */
export const archiveOfFiles = (files: Files, manifest: object = manifestOf(files)): Uint8Array =>
  archiveOf(
    manifestBytes(manifest as BackupManifest),
    Object.entries(files).map(([name, bytes]) => entry(name, bytes)),
  );

/** Encrypts a plaintext as a backup is, with our own age layer. */
export async function sealed(plain: Uint8Array, passphrase = PASSPHRASE): Promise<Uint8Array> {
  const salt = new Uint8Array(16).fill(3);
  const wrapKey = must(await deriveWrapKey(utf8(passphrase), { salt, workFactor: WORK_FACTOR }));
  return sealAge(plain, wrapKey, (length) => new Uint8Array(length).fill(9));
}
