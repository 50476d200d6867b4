import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { mnemonicToSeedSync } from '@scure/bip39';
import { expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { nodeConsoleEffects } from '../../../electron/cli/node-console-effects.ts';
import type { DerivationPath } from '../../../electron/core/derivation-path.ts';
import { hashOfAddress } from '../../../electron/official/address-hash.ts';
import type { OfficialLibrary } from '../../../electron/official/library.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { vaultAddress } from '../../../electron/signer/vault-address.ts';
import { copyAsVersion2 } from '../../../electron/stronghold/copy-as-version-2.ts';
import { createSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { asStardust } from '../../support/fake-library.ts';
import { must } from '../../support/must.ts';
import { derivedByRust, rustIsHere } from '../../support/rust-library.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';
import { utf8 } from '../../support/treasury-steps.ts';
import { wasmLibrary } from '../../support/wasm-library.ts';

const WORDS = `${'abandon '.repeat(23)}art`;
const COPY_PASSWORD = 'c0'.repeat(32);
const PATHS: readonly DerivationPath[] = [
  { account: 0, change: 0, index: 0 },
  { account: 0, change: 0, index: 7 },
  { account: 0, change: 1, index: 0 },
  { account: 3, change: 1, index: 12 },
];
const random = (length: number) => new Uint8Array(randomBytes(length));

const ours = (): string[] => {
  const keys = new KeyTree(mnemonicToSeedSync(WORDS));
  return PATHS.map((at) => vaultAddress(keys, iotaChain, at));
};

/** A vault of these words, and its copy for a library. @returns the folder of the copy */
async function copyOfVault(): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'treasury');
  const file = path.join(folder, 'vault.stronghold');
  const work = path.join(folder, 'work');
  await mkdir(work, { recursive: true, mode: 0o700 });
  const password = utf8('the password of the vault');
  must(await createSeedFile({ file, password, seed: mnemonicToSeedSync(WORDS), workFactor: 4, random }));
  const target = path.join(work, 'copy.stronghold');
  must(await copyAsVersion2({ file, target, password, copyPassword: utf8(COPY_PASSWORD), random }));
  return work;
}

async function asked(library: OfficialLibrary): Promise<readonly (string | null)[]> {
  const { coinType } = iotaChain.derivation;
  const folder = await copyOfVault();
  const copy = { folder, file: 'copy.stronghold', password: COPY_PASSWORD };
  const question = { ...copy, coinType, paths: PATHS, unenclosed: true };
  return must(await library.addresses(question)).addresses.map(hashOfAddress);
}

it('@iota/sdk-wasm in the place of the library derives our addresses, through the whole adapter', async () => {
  expect(await asked(wasmLibrary(await temporaryFolder(), WORDS))).toEqual(ours());
});

it('the hash of an address is what bech32ToHex of @iota/sdk-wasm says', () => {
  const { Utils } = createRequire(import.meta.url)('@iota/sdk-wasm/node/lib/index.js');
  for (const address of ours()) {
    expect(Utils.bech32ToHex(asStardust(address))).toBe(address);
    expect(hashOfAddress(asStardust(address))).toBe(address);
  }
});

it('@iota/wallet itself opens the copy and derives our addresses, where it is installed', async ({
  skip,
}) => {
  const { official } = nodeConsoleEffects;
  const state = await official.look();
  if (!state.works) skip(`@iota/wallet does not work here: ${state.message}`);
  expect(await asked(official)).toEqual(ours());
});

it("IOTA's Rust library migrates the copy and derives our addresses, where Python has it", async ({
  skip,
}) => {
  if (!rustIsHere()) skip('no python3 with the wheel iota-sdk 1.1.4');
  const file = path.join(await copyOfVault(), 'copy.stronghold');
  const derived = derivedByRust({ file, password: COPY_PASSWORD, coinType: 4218, paths: PATHS });
  expect(derived.map(hashOfAddress)).toEqual(ours());
});
