import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A fixture that lives beside the project, in `../shared`, and is not part of it. */
export interface SharedFixture {
  /** Path below `../shared`; in a test's name it says what is skipped. */
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  /** False where the shared folder is absent: pass its negation to `skipIf`. */
  readonly present: boolean;
  readonly read: () => Uint8Array;
}

/** A file of the shared folder by its path below it, such as `stronghold/fixtures/iota-sdk__v2.stronghold`. */
export function sharedFixture(name: string): SharedFixture {
  const file = fileURLToPath(new URL(`../../../shared/${name}`, import.meta.url));
  return { name, file, present: existsSync(file), read: () => new Uint8Array(readFileSync(file)) };
}
