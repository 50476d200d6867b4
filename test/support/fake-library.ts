import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bech32 } from '@scure/base';
import type { DerivationPath } from '../../electron/core/derivation-path.ts';
import type { Limits } from '../../electron/official/enclosure.ts';
import { OFFICIAL_LIBRARY, type OfficialLibrary } from '../../electron/official/library.ts';
import { createOfficialLibrary } from '../../electron/official/native-library.ts';
import { programFromSource } from '../../electron/official/program.ts';

/** Node 24 of the project, whatever runs the tests. */
export const NODE = path.resolve(import.meta.dirname, '..', '..', 'node_modules', 'node', 'bin', 'node');

export interface FakeLibrary {
  /** Text of its main module: it exports `AccountManager`, or does what a broken one would do. */
  readonly module: string;
  readonly version?: string;
  /** Whether a native part is there. */
  readonly native?: boolean;
}

/** Puts a false `@iota/wallet` into a folder's `node_modules`, closed to others as an installation is. */
export function putFakeLibrary(folder: string, fake: FakeLibrary): void {
  const place = path.join(folder, 'node_modules', OFFICIAL_LIBRARY.name);
  mkdirSync(path.join(place, 'build', 'Release'), { recursive: true });
  const { version = OFFICIAL_LIBRARY.version, native = true } = fake;
  const manifest = { name: OFFICIAL_LIBRARY.name, version, main: 'main.cjs' };
  writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(place, 'main.cjs'), fake.module);
  if (native) writeFileSync(path.join(place, 'build', 'Release', 'index.node'), 'not a real one');
  chmodSync(folder, 0o700);
}

/** The adapter on a false library. @param changes how it is started */
export function fakeLibrary(
  folder: string,
  fake: FakeLibrary,
  changes: { readonly limits?: Limits; readonly platform?: string } = {},
): OfficialLibrary {
  putFakeLibrary(folder, fake);
  return createOfficialLibrary({ folder, node: NODE, program: programFromSource, ...changes });
}

/** An IOTA address as the library would write it. */
export function asStardust(address: string): string {
  const bytes = Uint8Array.of(0, ...Buffer.from(address.slice(2), 'hex'));
  return bech32.encode('iota', bech32.toWords(bytes));
}

export const keyOfPath = ({ account, change, index }: DerivationPath): string =>
  `${account}/${change}/${index}`;

/**
 * A library that answers from a table, after it has looked at what it was given: a snapshot of version 2, a password of 64
 * hex digits, and a folder to write into.
 */
export function tableLibrary(table: ReadonlyMap<string, string>): FakeLibrary {
  return {
    module: `
const fs = require('node:fs');
const table = ${JSON.stringify(Object.fromEntries(table))};
exports.AccountManager = class {
  constructor({ storagePath, coinType, secretManager: { stronghold } }) {
    const head = fs.readFileSync(stronghold.snapshotPath).subarray(0, 7).toString('latin1');
    if (head !== 'PARTI\\x02\\x00') throw new Error('another version');
    if (!/^[0-9a-f]{64}$/.test(stronghold.password)) throw new Error('another password');
    if (coinType !== 4218) throw new Error('another coin');
    fs.mkdirSync(storagePath);
  }
  async generateAddress(account, internal, index, options, hrp) {
    return table[account + '/' + (internal ? 1 : 0) + '/' + index];
  }
};`,
  };
}

/** A library of which everything works but one answer: what `body` does when it is asked for an address. */
export const answering = (body: string): FakeLibrary => ({
  module: `exports.AccountManager = class { async generateAddress(account, internal, index) { ${body} } };`,
});
