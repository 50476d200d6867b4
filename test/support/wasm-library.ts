import { cpSync } from 'node:fs';
import path from 'node:path';
import type { OfficialLibrary } from '../../electron/official/library.ts';
import { fakeLibrary } from './fake-library.ts';

const PACKAGES = [
  '@iota/sdk-wasm',
  'class-transformer',
  'node-fetch',
  'qs',
  'reflect-metadata',
  'semver',
  'text-encoding',
  'whatwg-url',
  'tr46',
  'webidl-conversions',
  'side-channel',
];

/**
 * The adapter on IOTA's own derivation: `@iota/sdk-wasm` under the names of `@iota/wallet`. It reads no Stronghold file,
 * so it is told the words.
 */
export function wasmLibrary(folder: string, mnemonic: string): OfficialLibrary {
  const modules = path.resolve(import.meta.dirname, '..', '..', 'node_modules');
  for (const name of PACKAGES) {
    cpSync(path.join(modules, name), path.join(folder, 'node_modules', name), { recursive: true });
  }
  return fakeLibrary(folder, {
    module: `
const { SecretManager } = require('@iota/sdk-wasm/node/lib/index.js');
exports.AccountManager = class {
  constructor({ coinType }) {
    this.coinType = coinType;
    this.secrets = new SecretManager({ mnemonic: ${JSON.stringify(mnemonic)} });
  }
  async generateAddress(accountIndex, internal, index, options, bech32Hrp) {
    const range = { start: index, end: index + 1 };
    const asked = { coinType: this.coinType, accountIndex, range, bech32Hrp, options: { internal } };
    return (await this.secrets.generateEd25519Addresses(asked))[0];
  }
};`,
  });
}
