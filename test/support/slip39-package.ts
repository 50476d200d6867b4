import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Slip39Package {
  readonly fromArray: (
    secret: readonly number[],
    options: {
      readonly passphrase: string;
      readonly threshold: number;
      readonly groups: readonly (readonly [threshold: number, count: number])[];
      readonly iterationExponent: number;
      readonly extendableBackupFlag: number;
    },
  ) => { readonly root: { readonly children: readonly { readonly mnemonics: readonly string[] }[] } };
  readonly recoverSecret: (mnemonics: readonly string[], passphrase?: string) => readonly number[];
}

/** An independent implementation of SLIP-0039 (npm `slip39`), for tests alone. */
export const otherSlip39 = require('slip39') as Slip39Package;

/** Its word list. */
export const otherWordList = (
  require('slip39/src/slip39_helper.js') as { readonly WORD_LIST: readonly string[] }
).WORD_LIST;

/** The official vectors of SLIP-0039: name, shares, secret in hex or nothing where they are to be refused. */
export const officialVectors = JSON.parse(
  readFileSync(require.resolve('slip39/test/vectors.json'), 'utf8'),
) as readonly (readonly [name: string, mnemonics: readonly string[], secret: string, xprv: string])[];
