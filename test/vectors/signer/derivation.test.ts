import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { mnemonicToSeedSync } from '@scure/bip39';
import { describe, expect, it } from 'vitest';
import { legacyAddress } from '../../../electron/chains/iota/pure/address.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import type { DerivationPath } from '../../../electron/core/derivation-path.ts';
import { bytesToHex, hexToBytes } from '../../../electron/core/digest.ts';
import { keyPair, signMessage } from '../../../electron/signer/ed25519.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { vaultAddress } from '../../../electron/signer/vault-address.ts';
import { slip10 } from '../../support/signer-slip10.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const art = `${'abandon '.repeat(23)}art`;
const treeOf = (words: string) => new KeyTree(mnemonicToSeedSync(words));
const addressAt = (tree: KeyTree, path: DerivationPath) => vaultAddress(tree, iotaChain, path);
const keyAt = (tree: KeyTree, path: DerivationPath) => tree.keyPair(iotaChain.derivation.levels(path));

// https://github.com/satoshilabs/slips/blob/master/slip-0010.md, "Test vector 1/2 for ed25519"
const seed1 = '000102030405060708090a0b0c0d0e0f';
const seed2 =
  'fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a29f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542';
const official: [string, string, readonly number[], string, string, string][] = [
  [
    'm',
    seed1,
    [],
    '90046a93de5380a72b5e45010748567d5ea02bbf6522f979e05c0d8d8ca9fffb',
    '2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7',
    'a4b2856bfec510abab89753fac1ac0e1112364e7d250545963f135f2a33188ed',
  ],
  [
    "m/0'",
    seed1,
    [0],
    '8b59aa11380b624e81507a27fedda59fea6d0b779a778918a2fd3590e16e9c69',
    '68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3',
    '8c8a13df77a28f3445213a0f432fde644acaa215fc72dcdf300d5efaa85d350c',
  ],
  [
    "m/0'/1'/2'/2'/1000000000'",
    seed1,
    [0, 1, 2, 2, 1_000_000_000],
    '68789923a0cac2cd5a29172a475fe9e0fb14cd6adb5ad98a3fa70333e7afa230',
    '8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793',
    '3c24da049451555d51a7014a37337aa4e12d41e485abccfa46b47dfb2af54b7a',
  ],
  [
    'm',
    seed2,
    [],
    'ef70a74db9c3a5af931b5fe73ed8e1a53464133654fd55e7a66f8570b8e33c3b',
    '171cb88b1b3c1db25add599712e36245d75bc65a1a5c9e18d76f9f2b1eab4012',
    '8fe9693f8fa62a4305a140b9764c5ee01e455963744fe18204b4fb948249308a',
  ],
];

describe('SLIP-0010, official vectors for Ed25519', () => {
  it.each(official)('%s of seed %s', (_, seed, path, chainCode, privateKey, publicKey) => {
    const node = slip10(hexToBytes(seed), path);
    expect(bytesToHex(node.chainCode)).toBe(chainCode);
    expect(bytesToHex(node.key)).toBe(privateKey);
    expect(bytesToHex(keyPair(node.key).publicKey)).toBe(publicKey);
  });

  it('and the key tree agrees with that derivation', () => {
    const random = countingRandom('paths');
    for (let round = 0; round < 50; round++) {
      const seed = random(64);
      const number = (at: number) => Buffer.from(random(8)).readUInt32BE(at) >>> 1;
      const path = { account: number(0), change: round % 2, index: number(4) };
      const node = slip10(seed, [44, 4218, path.account, path.change, path.index]);
      expect(keyAt(new KeyTree(seed), path).publicKey).toEqual(keyPair(node.key).publicKey);
    }
  });

  it.each([
    ["the officer's key", 'sallyport://officer', (tree: KeyTree) => tree.officerKeyPair()],
    ["a vault's attestation key", 'sallyport://attestation', (tree: KeyTree) => tree.attestationKeyPair()],
  ])("%s is SLIP-0013's of %s, index 0, under m/13'", (_, uri, keyOf) => {
    const hash = createHash('sha256').update(Buffer.alloc(4)).update(uri).digest();
    const parts = [0, 4, 8, 12].map((at) => hash.readUInt32LE(at) & 0x7fff_ffff);
    const seed = countingRandom('officer')(64);
    const node = slip10(seed, [13, ...parts]);
    expect(keyOf(new KeyTree(seed)).publicKey).toEqual(keyPair(node.key).publicKey);
  });
});

describe('RFC 8032, section 7.1, test 3', () => {
  it('gives the official signature', () => {
    const key = keyPair(hexToBytes('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7'));
    expect(bytesToHex(key.publicKey)).toBe(
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    );
    expect(bytesToHex(signMessage(key, hexToBytes('af82')))).toBe(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    );
  });
});

describe('against the official libraries', () => {
  const paths = [
    { account: 0, change: 0, index: 0 },
    { account: 0, change: 0, index: 1 },
    { account: 0, change: 0, index: 2 },
    { account: 5, change: 1, index: 7 },
    { account: 2 ** 31 - 1, change: 0, index: 2 ** 31 - 1 },
  ];

  it('"abandon" x23 + "art" has the known first addresses', () => {
    const [a, b, c] = paths.map((path) => addressAt(treeOf(art), path));
    expect(a).toMatch(/^0xf90c0d94[0-9a-f]{52}6455$/);
    expect(b).toMatch(/^0xfec5acee[0-9a-f]{52}8542$/);
    expect(c).toMatch(/^0x4824e29e[0-9a-f]{52}7713$/);
  });

  it.each(paths)("m/44'/4218'/$account'/$change'/$index' is that of @iota/iota-sdk", async (path) => {
    const theirs = Ed25519Keypair.deriveKeypair(art, iotaChain.derivation.format(path));
    const ours = keyAt(treeOf(art), path);
    expect(addressAt(treeOf(art), path)).toBe(theirs.toIotaAddress());
    const message = new TextEncoder().encode('the same key signs the same');
    expect(signMessage(ours, message)).toEqual(await theirs.sign(message));
  });

  it.each(paths.slice(0, 4))(
    "m/44'/4218'/$account'/$change'/$index' is that of @iota/sdk-wasm",
    async (path) => {
      const { SecretManager, Utils } = createRequire(import.meta.url)('@iota/sdk-wasm/node/lib/index.js');
      const [theirs] = await new SecretManager({ mnemonic: art }).generateEd25519Addresses({
        coinType: 4218,
        accountIndex: path.account,
        range: { start: path.index, end: path.index + 1 },
        bech32Hrp: 'iota',
        options: { internal: path.change === 1 },
      });
      const ours = addressAt(treeOf(art), path);
      expect(legacyAddress(ours)).toBe(theirs);
      expect(ours).toBe(Utils.bech32ToHex(theirs));
    },
  );
});
