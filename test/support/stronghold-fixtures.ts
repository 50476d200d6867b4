import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file that another program wrote; source and licence are in the README beside it. */
export interface OfficialFile {
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  readonly read: () => Uint8Array;
}

function official(name: string): OfficialFile {
  const file = fileURLToPath(new URL(`../vectors/stronghold/files/${name}`, import.meta.url));
  return { name, file, read: () => new Uint8Array(readFileSync(file)) };
}

/** Official files of version 2: test wallets of iota-sdk. Their words are public. */
export const version2Files = [
  {
    fixture: official('iota-sdk__v2.stronghold'),
    password: 'current_password',
    words:
      'winter spend artefact viable cigar pink easy charge ranch license coyote cage brass mushroom repair game attack peanut glad rather cart obey famous chat',
  },
  {
    fixture: official('iota-sdk__v2_with_backup.stronghold'),
    password: 'current_password',
    words:
      'brisk egg allow van merge process chest type dove bomb proud purity monitor snap load verb utility hungry cube coast fetch pioneer gadget credit',
  },
] as const;

/** Official files of version 3 that hold a seed. */
export const version3Files = [
  {
    fixture: official('iota-sdk__chrysalis-backup-work-factor-0.stronghold'),
    password: 'password',
    words:
      'extra dinosaur float same hockey cheese motor divert cry misery response hawk gift hero pool clerk hill mask man code dragon jacket dog soup',
  },
  {
    fixture: official('iota-sdk__no_secret_manager_data.stronghold'),
    password: 'some_hopefully_secure_password',
    words:
      'inhale gorilla deny three celery song category owner lottery rent author wealth penalty crawl hobby obtain glad warm early rain clutch slab august bleak',
  },
  {
    fixture: official('iota-sdk__check_existing_4_db_test_walletstronghold'),
    password: 'STRONGHOLD_PASSWORD',
    words:
      'width scatter jaguar sponsor erosion enable cave since ancient first garden royal luggage exchange ritual exotic play wall clinic ride autumn divert spin exchange',
  },
] as const;

/** A file of identity.rs: no seed, one record. */
export const didFile = { fixture: official('native2.0.0__did.stronghold'), password: 'pässwörd' } as const;

export const backupVersion2 = version2Files[1];
export const chrysalis = version3Files[0];
