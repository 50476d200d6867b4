import { describe, expect, it } from 'vitest';
import { addressOfPublicKey } from '../../../electron/chains/iota/pure/address.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import type { DerivationPath } from '../../../electron/core/derivation-path.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { vaultAddress } from '../../../electron/signer/vault-address.ts';
import { vaultSeed } from '../../support/signer-fixture.ts';

const path = { account: 3, change: 0, index: 9 };
const addressAt = (tree: KeyTree, at: DerivationPath) => vaultAddress(tree, iotaChain, at);

describe('a key tree', () => {
  it('gives one key for one path, whether its branch was known or not', () => {
    const tree = new KeyTree(vaultSeed('hot'));
    const fresh = addressAt(tree, path);
    expect(addressAt(tree, path)).toBe(fresh);
    expect(addressOfPublicKey(tree.keyPair([44, 4218, 3, 0, 9]).publicKey)).toBe(fresh);
    expect(addressAt(new KeyTree(vaultSeed('hot')), path)).toBe(fresh);
  });

  it('gives another key for each part of the path, and for another seed', () => {
    const tree = new KeyTree(vaultSeed('hot'));
    const paths = [path, { ...path, account: 4 }, { ...path, change: 1 }, { ...path, index: 10 }];
    const addresses = new Set(paths.map((each) => addressAt(tree, each)));
    addresses.add(addressAt(new KeyTree(vaultSeed('cold')), path));
    expect(addresses.size).toBe(5);
  });

  it("gives an officer's key and a vault's attestation key that no coin path of the same seed has", () => {
    const tree = new KeyTree(vaultSeed('hot'));
    const officer = addressOfPublicKey(tree.officerKeyPair().publicKey);
    const attestation = addressOfPublicKey(tree.attestationKeyPair().publicKey);
    expect(attestation).not.toBe(officer);
    for (let account = 0; account < 5; account++) {
      for (const change of [0, 1]) {
        for (let index = 0; index < 20; index++) {
          expect([officer, attestation]).not.toContain(addressAt(tree, { account, change, index }));
        }
      }
    }
  });

  it('wipes its seed when it closes, and then derives nothing: not even from 64 zeros', () => {
    const seed = vaultSeed('hot');
    const tree = new KeyTree(seed);
    addressAt(tree, path);
    tree.close();
    expect(seed).toEqual(new Uint8Array(64));
    expect(() => addressAt(tree, path)).toThrow('closed');
    expect(() => tree.officerKeyPair()).toThrow('closed');
  });

  it('gives no key of the seed itself: a path has a level at least', () => {
    expect(() => new KeyTree(vaultSeed('hot')).keyPair([])).toThrow(RangeError);
  });

  it('gives out its seed only as a copy', () => {
    const tree = new KeyTree(vaultSeed('hot'));
    const before = addressAt(tree, path);
    tree.copySeed().fill(0);
    expect(addressAt(tree, { ...path, account: 77 })).toBe(
      addressAt(new KeyTree(vaultSeed('hot')), { ...path, account: 77 }),
    );
    expect(addressAt(tree, path)).toBe(before);
  });
});
