import { writeFileSync } from 'node:fs';
import { concatBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestBytes } from '../../../electron/backup/manifest.ts';
import { readBackup } from '../../../electron/backup/read-backup.ts';
import { tarHeader } from '../../../electron/backup/tar-header.ts';
import {
  about,
  archiveOf,
  archiveOfFiles,
  entry,
  manifestOf,
  PASSPHRASE,
  sealed,
  someFiles,
} from '../../support/backup-samples.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { codeOf, utf8 } from '../../support/treasury-steps.ts';

let folder: PrivateFolder;
beforeEach(() => {
  folder = makePrivateFolder();
});
afterEach(() => folder.remove());

async function readBytes(bytes: Uint8Array, passphrase = PASSPHRASE) {
  const file = folder.at('backup.age');
  writeFileSync(file, bytes);
  return codeOf(await readBackup(file, { passphrase: utf8(passphrase) }));
}

/** What reading an archive with this passphrase is refused with. */
const readPlain = async (plain: Uint8Array) => readBytes(await sealed(plain));

const base = manifestOf(someFiles);
const withFile = (name: string) =>
  archiveOfFiles(someFiles, { ...base, files: [...base.files, { ...base.files[0], name }] });

describe('names that no backup has', () => {
  it.each([
    ['that climbs out of the folder', '../treasury.json'],
    ['that climbs out further down', 'vaults/../../x.stronghold'],
    ['that is absolute', '/etc/passwd'],
    ['of another drive', 'C:\\treasury.json'],
    ['with a backslash', 'vaults\\x.stronghold'],
    ['with a zero in it', 'treasury.json\0x'],
    ['that only differs in case', 'Treasury.json'],
    ['of a station key', 'station.key'],
    ['of a socket', 'station.sock'],
    ['of a write-ahead log', 'treasury.sqlite-wal'],
    ['that is empty', ''],
  ])('one %s', async (_, name) => {
    expect(await readPlain(withFile(name))).toBe('backup-entry');
  });

  it('one that comes twice', async () => {
    expect(await readPlain(withFile('treasury.sqlite'))).toBe('backup-entry');
  });
});

describe('entries that are not those of the manifest', () => {
  const bytes = someFiles['treasury.json']!;
  const others = Object.entries(someFiles)
    .slice(1)
    .map(([name, rest]) => entry(name, rest));
  const withFirst = (first: Uint8Array) => archiveOf(manifestBytes(base), [first, ...others]);
  const header = (change: (header: Uint8Array) => void) => {
    const made = tarHeader('treasury.json', bytes.length, about.madeAt);
    change(made);
    return withFirst(entry('treasury.json', bytes, made));
  };

  it('a symbolic link, a hard link, a device', async () => {
    for (const type of ['2', '1', '3', '5', 'x']) {
      expect(await readPlain(header((made) => made.set(utf8(type), 156)))).toBe('backup-entry');
    }
  });

  it('another name in the archive than in the manifest', async () => {
    expect(await readPlain(withFirst(entry('../../.bashrc', bytes)))).toBe('backup-entry');
  });

  it('a file that others could read', async () => {
    expect(await readPlain(header((made) => made.set(utf8('0000644'), 100)))).toBe('backup-entry');
  });

  it('files in another order', async () => {
    const entries = Object.entries(someFiles).map(([name, rest]) => entry(name, rest));
    expect(await readPlain(archiveOf(manifestBytes(base), entries.reverse()))).toBe('backup-entry');
  });

  it('a file whose bytes are not those of its digest', async () => {
    expect(
      await readPlain(
        withFirst(
          entry(
            'treasury.json',
            bytes.map((byte) => byte ^ 1),
          ),
        ),
      ),
    ).toBe('backup-damaged');
  });

  it('bytes hidden in the padding, or behind the end', async () => {
    const padded = entry('treasury.json', bytes);
    padded[padded.length - 1] = 1;
    expect(await readPlain(withFirst(padded))).toBe('backup-damaged');
    expect(await readPlain(concatBytes(archiveOfFiles(someFiles), new Uint8Array(512)))).toBe(
      'backup-damaged',
    );
  });

  it('a missing file', async () => {
    expect(await readPlain(archiveOf(manifestBytes(base), others))).toBe('backup-entry');
  });
});

describe('manifests', () => {
  const withManifest = (change: object) => readPlain(archiveOfFiles(someFiles, { ...base, ...change }));

  it('of a newer Sallyport', async () => {
    expect(await withManifest({ format: 'sallyport/backup/2' })).toBe('file-newer');
  });

  it('of something else', async () => {
    expect(await withManifest({ format: 'sallyport/treasury/2' })).toBe('backup-foreign');
    expect(await readPlain(utf8('a diary, encrypted with age'.repeat(40)))).toBe('backup-foreign');
    expect(await readPlain(new Uint8Array())).toBe('backup-truncated');
  });

  it('with a member that no schema has', async () => {
    expect(await withManifest({ run: 'me' })).toBe('backup-damaged');
  });

  it('without the books', async () => {
    const { 'treasury.sqlite': _, ...rest } = someFiles;
    expect(await readPlain(archiveOfFiles(rest))).toBe('backup-damaged');
  });

  it('of a size that would fill a memory', async () => {
    const huge = tarHeader('manifest.json', 9 * 1024 * 1024, about.madeAt);
    expect(await readPlain(concatBytes(huge, new Uint8Array(2048)))).toBe('backup-oversize');
  });

  it('of a file that would fill a disk', async () => {
    const files = base.files.map((file) =>
      file.name === 'treasury.json' ? { ...file, size: 8 ** 11 } : file,
    );
    expect(await withManifest({ files })).toBe('backup-oversize');
  });
});

describe('the encrypted file', () => {
  it('with another passphrase', async () => {
    expect(await readBytes(await sealed(archiveOfFiles(someFiles)), 'another one')).toBe(
      'backup-passphrase-wrong',
    );
  });

  it('with any one bit flipped', async () => {
    const whole = await sealed(archiveOfFiles(someFiles));
    const places = [
      ...Array(200).keys(),
      ...Array.from({ length: 40 }, (_, i) => 200 + i * 3701),
      whole.length - 1,
    ];
    for (const at of places.filter((place) => place < whole.length)) {
      const flipped = Uint8Array.from(whole);
      flipped[at] = flipped[at]! ^ (1 << (at % 8));
      expect(await readBytes(flipped), `byte ${at}`).toMatch(
        /^backup-(damaged|foreign|passphrase-wrong|truncated)$/,
      );
    }
  });

  it('cut off at any place', async () => {
    const whole = await sealed(archiveOfFiles(someFiles));
    for (const length of [
      0,
      1,
      21,
      149,
      160,
      166,
      200,
      65_700,
      65_717,
      131_253,
      whole.length - 17,
      whole.length - 1,
    ]) {
      expect(await readBytes(whole.subarray(0, length)), `${length} bytes`).toMatch(
        /^backup-(truncated|damaged|foreign)$/,
      );
    }
  });

  it('that is a Stronghold file, a picture, or a folder', async () => {
    expect(await readBytes(utf8('PARTI\x03\x00 and so on'))).toBe('backup-foreign');
    expect(codeOf(await readBackup(folder.path, { passphrase: utf8(PASSPHRASE) }))).toBe('backup-foreign');
    expect(codeOf(await readBackup(folder.at('nowhere'), { passphrase: utf8(PASSPHRASE) }))).toBe(
      'file-not-read',
    );
  });

  it('with a work factor that would take all memory', async () => {
    const text = Buffer.from(await sealed(archiveOfFiles(someFiles))).toString('latin1');
    const bytes = Buffer.from(text.replace(/(-> scrypt \S+) 2\n/, '$1 22\n'), 'latin1');
    expect(await readBytes(bytes)).toBe('backup-damaged');
  });
});
