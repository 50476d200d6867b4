import { describe, expect, it } from 'vitest';
import { addressOfPublicKey } from '../../../electron/core/address.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { vaultSeed } from '../../support/signer-fixture.ts';

const path = { account: 3, change: 0, index: 9 };

describe('a key tree', () => {
  it('gives one key for one path, whether its branch was known or not', () => {
    const tree = new KeyTree(vaultSeed('hot'));
    const fresh = tree.address(path);
    expect(tree.address(path)).toBe(fresh);
    expect(addressOfPublicKey(tree.keyPair(path).publicKey)).toBe(fresh);
    expect(new KeyTree(vaultSeed('hot')).address(path)).toBe(fresh);
  });

  it('gives another key for each part of the path, and for another seed', () => {
    const tree = new KeyTree(vaultSeed('hot'));
    const paths = [path, { ...path, account: 4 }, { ...path, change: 1 }, { ...path, index: 10 }];
    const addresses = new Set(paths.map((each) => tree.address(each)));
    addresses.add(new KeyTree(vaultSeed('cold')).address(path));
    expect(addresses.size).toBe(5);
  });

  it("gives an officer's key that no coin path of the same seed has", () => {
    const tree = new KeyTree(vaultSeed('hot'));
    const officer = addressOfPublicKey(tree.officerKeyPair().publicKey);
    for (let account = 0; account < 5; account++) {
      for (const change of [0, 1]) {
        for (let index = 0; index < 20; index++) {
          expect(tree.address({ account, change, index })).not.toBe(officer);
        }
      }
    }
  });

  it('wipes its seed when it closes, and then derives nothing: not even from 64 zeros', () => {
    const seed = vaultSeed('hot');
    const tree = new KeyTree(seed);
    tree.address(path);
    tree.close();
    expect(seed).toEqual(new Uint8Array(64));
    expect(() => tree.address(path)).toThrow('closed');
    expect(() => tree.officerKeyPair()).toThrow('closed');
  });

  it('gives out its seed only as a copy', () => {
    const tree = new KeyTree(vaultSeed('hot'));
    const before = tree.address(path);
    tree.copySeed().fill(0);
    expect(tree.address({ ...path, account: 77 })).toBe(
      new KeyTree(vaultSeed('hot')).address({ ...path, account: 77 }),
    );
    expect(tree.address(path)).toBe(before);
  });
});
