import { tmpdir } from 'node:os';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { entropyToWords } from '../../../../electron/core/ceremony/mnemonic.ts';
import { MAX_PASSPHRASE_LENGTH } from '../../../../electron/core/ceremony/slip39/passphrase.ts';
import { Ceremony } from '../../../../electron/signer/ceremony/ceremony.ts';
import type { Backup } from '../../../../electron/signer/ceremony/protocol.ts';
import { seedWordNumbers, shareWordNumbers } from '../../../../electron/signer/ceremony/word-numbers.ts';
import { codeOf, MemoryStateFile, NOW, network, unwrap } from '../../../support/signer-fixture.ts';
import { otherSlip39 } from '../../../support/slip39-package.ts';
import { countingRandom } from '../../../support/stronghold-samples.ts';

const secret = Uint8Array.from({ length: 32 }, (_, i) => 7 * i);
/** A set as a Trezor makes it: 2 of 3 under a passphrase. */
const set = otherSlip39.fromArray([...secret], {
  passphrase: 'TREZOR one',
  threshold: 1,
  groups: [[2, 3]],
  iterationExponent: 1,
  extendableBackupFlag: 1,
});
const shares = set.root.children[0]!.mnemonics.slice(0, 2).map((share) => shareWordNumbers(share));

const take = (backup: Backup) =>
  new Ceremony({
    now: () => NOW,
    random: countingRandom('passphrase'),
    temporaryFolder: tmpdir(),
    stateFileOf: () => new MemoryStateFile(),
  }).take({ network: network.id, backup });
const withPassphrase = (text: string) =>
  take({ kind: 'shares', shares: shares.map((share) => share.slice()), passphrase: utf8ToBytes(text) });

describe('a set of shares that another tool made with a passphrase', () => {
  it('gives its vault with it', async () => {
    const words = seedWordNumbers(entropyToWords(secret));
    const { firstAddress } = unwrap(await take({ kind: 'words', words }));
    expect(unwrap(await withPassphrase('TREZOR one')).firstAddress).toBe(firstAddress);
  });

  it('gives another vault with none or a wrong one, which only the first address tells', async () => {
    const right = unwrap(await withPassphrase('TREZOR one')).firstAddress;
    const others = [
      await withPassphrase('TREZOR One'),
      await withPassphrase('TREZOR one '),
      await take({ kind: 'shares', shares }),
    ];
    const addresses = others.map((taken) => unwrap(taken).firstAddress);
    expect(new Set([right, ...addresses]).size).toBe(4);
  });

  it.each([
    ['a letter that is no ASCII', 'Zürich'],
    ['a line end', 'TREZOR one\n'],
    ['more characters than any tool takes', 'x'.repeat(MAX_PASSPHRASE_LENGTH + 1)],
  ])('is refused with %s, and nothing is taken', async (_, text) => {
    expect(codeOf(await withPassphrase(text))).toBe('passphrase-malformed');
  });
});
