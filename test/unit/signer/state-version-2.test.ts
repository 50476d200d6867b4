import { describe, expect, it } from 'vitest';
import { stateKey } from '../../../electron/signer/sealed-state.ts';
import { openState } from '../../../electron/signer/state-log.ts';
import {
  codeOf,
  ERA,
  hot,
  MemoryStateFile,
  NOW,
  openVault,
  policy,
  proposal,
  signPolicy,
  toSign,
  unwrap,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { contentsOf, sealStateVersion2, signedRecord } from '../../support/state-samples.ts';

const key = stateKey(vaultSeed('hot'));

const state = {
  format: 'sallyport/state/2',
  kind: 'governed',
  era: ERA,
  vaultId: hot.id,
  counter: 4,
  policy: signPolicy(policy()),
  signed: [
    { ...signedRecord(1), counter: 2 },
    { ...signedRecord(2), counter: 4 },
  ],
  voided: [{ digest: 'cd'.repeat(32), at: NOW }],
  horizon: 5,
};
const fresh = { format: 'sallyport/state/2', kind: 'fresh', era: ERA, horizon: 9 };

const stateFileOf = (content: Uint8Array) => Object.assign(new MemoryStateFile(), { content });

describe('a sealed state of version 2', () => {
  it('is read as it was', () => {
    const { memory, isOld } = unwrap(openState(sealStateVersion2(state, key), key));
    const { vaultId, signed, voided, counter, horizon } = state;
    const governed = { vaultId, policy: state.policy };
    expect(contentsOf(memory)).toEqual({ head: { era: ERA, counter, horizon, governed }, signed, voided });
    expect(isOld).toBe(true);
    const born = unwrap(openState(sealStateVersion2(fresh, key), key)).memory;
    expect(born.head).toEqual({ era: ERA, counter: 0, horizon: 9, governed: null });
  });

  it('is written as a log when its vault opens, once, and remembers the same', async () => {
    const stateFile = stateFileOf(sealStateVersion2(state, key));
    const before = contentsOf(unwrap(openState(stateFile.content, key)).memory);
    unwrap(await openVault({ stateFile, journalCounter: 4 }));
    expect(stateFile.writes).toBe(1);
    const after = unwrap(openState(stateFile.content, key));
    expect(after.isOld).toBe(false);
    expect(contentsOf(after.memory)).toEqual(before);
    const again = unwrap(await openVault({ stateFile, journalCounter: 4 }));
    expect(stateFile.writes).toBe(1);
    expect(again.vault.mark).toEqual({ era: ERA, counter: 4 });
  });

  it('goes on counting', async () => {
    const stateFile = stateFileOf(sealStateVersion2(fresh, key));
    const { vault } = unwrap(await openVault({ stateFile }));
    expect(unwrap(await vault.sealPolicies(hot.id, [signPolicy(policy())]))).toEqual({
      era: ERA,
      counter: 1,
    });
    expect(codeOf(await vault.sign(toSign(proposal())))).toBe('approvals-too-few');
    unwrap(await openVault({ stateFile, journalCounter: 1 }));
  });

  it.each([
    ['rolled back', state, 5, 'state-rolled-back'],
    ['with a past of which the journal knows nothing', state, 0, 'state-rolled-back'],
    ['put back to its birth', fresh, 1, 'state-rolled-back'],
  ])('that is %s is refused and left as it is', async (_, of, journalCounter, code) => {
    const stateFile = stateFileOf(sealStateVersion2(of, key));
    expect(codeOf(await openVault({ stateFile, journalCounter }))).toBe(code);
    expect(stateFile.writes).toBe(0);
  });

  it('is not written over where another signer changed it meanwhile', async () => {
    const stateFile = stateFileOf(sealStateVersion2(state, key));
    const other = sealStateVersion2({ ...state, counter: 9 }, key);
    const read = stateFile.read.bind(stateFile);
    stateFile.read = async () => {
      const found = await read();
      stateFile.content = other;
      return found;
    };
    expect(codeOf(await openVault({ stateFile, journalCounter: 4 }))).toBe('state-rolled-back');
    expect(stateFile.content).toBe(other);
  });

  it('is refused with any one bit flipped', () => {
    const sealed = sealStateVersion2({ ...state, policy: { ...state.policy, signatures: [] } }, key);
    for (let bit = 0; bit < sealed.length * 8; bit += 3) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const refusals = bit >> 3 === 7 ? ['state-damaged', 'file-older', 'file-newer'] : ['state-damaged'];
      if (!refusals.includes(codeOf(openState(flipped, key)))) expect.fail(`bit ${bit} was accepted`);
    }
  });

  it('is refused cut at any length, and with bytes after its end', () => {
    const sealed = sealStateVersion2(state, key);
    for (let length = 0; length < sealed.length; length++) {
      if (codeOf(openState(sealed.subarray(0, length), key)) !== 'state-damaged') expect.fail(`${length}`);
    }
    expect(codeOf(openState(Buffer.concat([sealed, Buffer.alloc(1)]), key))).toBe('state-damaged');
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
    ['with a signature that was counted later than it', { ...state, counter: 3 }],
  ])('is refused %s, though rightly sealed', (_, content) => {
    expect(codeOf(openState(sealStateVersion2(content, key), key))).toBe('state-damaged');
  });
});
