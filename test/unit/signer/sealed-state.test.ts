import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { describe, expect, it } from 'vitest';
import { MAX_STATE_BYTES, sealState, stateKey, unsealState } from '../../../electron/signer/sealed-state.ts';
import type { GovernedState, VaultState } from '../../../electron/signer/vault-state.ts';
import {
  codeOf,
  ERA,
  hot,
  iota,
  NOW,
  policy,
  signPolicy,
  unwrap,
  uuid,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const key = stateKey(vaultSeed('hot'));

const state: GovernedState = {
  format: 'sallyport/state/2',
  kind: 'governed',
  era: ERA,
  vaultId: hot.id,
  counter: 3,
  policy: signPolicy(policy()),
  signed: [
    {
      digest: 'ab'.repeat(32),
      counter: 2,
      at: NOW,
      ruleId: 'everyday',
      total: iota(7).units,
      requestIds: [uuid(9)],
      approvers: [uuid(2)],
      inputs: [`0x${'00'.repeat(32)}@7`],
      fields: { block: 7, expires: 'soon' },
    },
  ],
  voided: [{ digest: 'cd'.repeat(32), at: NOW }],
  horizon: 0,
};

const seal = (of: VaultState = state, label = 'nonce') => unwrap(sealState(of, key, countingRandom(label)));

describe('the sealed state', () => {
  it('opens to what was sealed', () => {
    expect(unsealState(seal(), key)).toEqual({ ok: true, value: state });
  });

  it('is one form for one state and nonce, whatever the order of its members', () => {
    const reversed = Object.fromEntries(Object.entries(state).reverse()) as unknown as VaultState;
    expect(seal(reversed)).toEqual(seal());
    expect(seal(state, 'another nonce')).not.toEqual(seal());
  });

  it('shows nothing of what is in it', () => {
    const text = Buffer.from(seal()).toString('latin1');
    for (const word of ['everyday', hot.id, 'Mara', 'policy']) expect(text).not.toContain(word);
  });

  it('is refused with any one bit flipped', () => {
    const sealed = seal({ ...state, policy: { ...state.policy, signatures: [] } });
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = Uint8Array.from(sealed);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      // Another version's number is named as such: the file is left as it is either way.
      const refusals = bit >> 3 === 7 ? ['state-damaged', 'file-older', 'file-newer'] : ['state-damaged'];
      if (!refusals.includes(codeOf(unsealState(flipped, key)))) expect.fail(`bit ${bit} was accepted`);
    }
  });

  it('is refused cut at any length, and with bytes after its end', () => {
    const sealed = seal();
    for (let length = 0; length < sealed.length; length++) {
      if (codeOf(unsealState(sealed.subarray(0, length), key)) !== 'state-damaged') {
        expect.fail(`${length} bytes were accepted`);
      }
    }
    expect(codeOf(unsealState(Uint8Array.from([...sealed, 0]), key))).toBe('state-damaged');
  });

  it.each([
    ['older', 'SPSTATE1', 'file-older'],
    ['newer', 'SPSTATE3', 'file-newer'],
    ['much newer', 'SPSTATE9', 'file-newer'],
    ['no known', 'SPSTATE0', 'state-damaged'],
    ['no known', 'SPSTATEx', 'state-damaged'],
  ])('of an %s version is named as such: %s', (_, magic, code) => {
    const sealed = Uint8Array.from([...new TextEncoder().encode(magic), ...seal().subarray(8)]);
    expect(codeOf(unsealState(sealed, key))).toBe(code);
  });

  it('is refused under the key of another seed', () => {
    const other = stateKey(vaultSeed('foreign'));
    expect(codeOf(unsealState(seal(), other))).toBe('state-damaged');
  });

  it.each([
    ['a Stronghold file', Buffer.from('PARTI\u0003\u0000')],
    ['JSON', Buffer.from(JSON.stringify(state))],
    ['a database', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4096)])],
  ])('is refused where it is %s', (_, file) => {
    expect(codeOf(unsealState(file, key))).toBe('state-damaged');
  });

  it('is refused oversize before anything is decrypted', () => {
    expect(codeOf(unsealState(new Uint8Array(MAX_STATE_BYTES + 1), key))).toBe('state-damaged');
  });

  it('is not written too large to be opened again', () => {
    const voided = Array.from({ length: 400_000 }, () => state.voided[0]!);
    expect(codeOf(sealState({ ...state, voided }, key, countingRandom()))).toBe('file-not-written');
  });

  it.each([
    ['of another format', { ...state, format: 'sallyport/state/1' }],
    ['with an unknown member', { ...state, extra: true }],
    ['with a negative counter', { ...state, counter: -1 }],
    ['without a policy', { ...state, policy: null }],
    ['of no known kind', { ...state, kind: 'open' }],
    ['fresh with a policy', { ...state, kind: 'fresh' }],
    [
      'with fields that are no JSON of this project',
      { ...state, signed: [{ ...state.signed[0], fields: 0.5 }] },
    ],
    ['with a signature of unknown inputs', { ...state, signed: [{ ...state.signed[0], inputs: undefined }] }],
  ])('is refused %s, though rightly sealed', (_, content) => {
    const magic = new TextEncoder().encode('SPSTATE2');
    const nonce = new Uint8Array(24);
    const plain = new TextEncoder().encode(JSON.stringify(content));
    const file = Buffer.concat([magic, nonce, xchacha20poly1305(key, nonce, magic).encrypt(plain)]);
    expect(codeOf(unsealState(file, key))).toBe('state-damaged');
  });
});

describe('the key of the sealed state', () => {
  it('is HKDF-SHA256 of the seed, and no other key made of it', () => {
    expect(key).toHaveLength(32);
    expect(stateKey(vaultSeed('hot'))).toEqual(key);
    expect(Buffer.from(vaultSeed('hot')).includes(Buffer.from(key))).toBe(false);
  });
});
