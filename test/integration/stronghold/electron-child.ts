import { createHash, randomBytes } from 'node:crypto';
import { inspectStronghold } from '../../../electron/stronghold/inspect-file.ts';
import { asidePath, migrateFile } from '../../../electron/stronghold/migrate-file.ts';
import { createSeedFile, readSeedFile } from '../../../electron/stronghold/seed-file.ts';

// Under Electron's Node: reads each given file (path and password in turn), migrates it where it is old, reads it again,
// then makes a file of its own at a vault's strength. Prints JSON: the digest of each seed, or the code of the refusal.
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const random = (length: number) => new Uint8Array(randomBytes(length));
const [own, ...files] = process.argv.slice(2) as [string, ...string[]];

async function seedDigest(file: string, password: Uint8Array, allowVersion2: boolean): Promise<string> {
  const seed = await readSeedFile({ file, password, allowVersion2 });
  return seed.ok ? digest(seed.value) : seed.code;
}

const read: string[] = [];
for (let i = 0; i < files.length; i += 2) {
  const [file, password] = [files[i]!, Buffer.from(files[i + 1]!)];
  const before = await seedDigest(file, password, true);
  const facts = await inspectStronghold(file);
  if (facts.ok && facts.value.version === 3) {
    read.push(before);
    continue;
  }
  const migrated = await migrateFile({
    file,
    password,
    keepAside: asidePath(file, 0),
    random,
    workFactor: 1,
  });
  const after = migrated.ok ? await seedDigest(file, password, false) : migrated.code;
  read.push(before === after ? before : `${before}, then ${after}`);
}
const seed = random(64);
const password = Buffer.from('own');
const created = await createSeedFile({ file: own, password, seed, workFactor: 19, random });
const again = created.ok ? (await seedDigest(own, password, false)) === digest(seed) : created.code;
const { electron = null, openssl } = process.versions;
process.stdout.write(JSON.stringify({ electron, openssl, read, again }));
