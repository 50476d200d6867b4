import { mnemonicToSeed } from '@scure/bip39';
import type { Chain } from '../../chains/chain.ts';
import type { FileContents } from '../../core/ceremony/file-contents.ts';
import { entropyToWords, restoreWordCounts, wordsToEntropy } from '../../core/ceremony/mnemonic.ts';
import { combineShares } from '../../core/ceremony/slip39/combine-shares.ts';
import { checkPassphrase } from '../../core/ceremony/slip39/passphrase.ts';
import { readShareNumbers } from '../../core/ceremony/slip39/read-share.ts';
import { FIRST_PATH } from '../../core/derivation-path.ts';
import { type Refusal, type Result, refuse } from '../../core/result.ts';
import type { BackupSummary } from '../../stronghold/backup-summary.ts';
import { KeyTree } from '../slip10.ts';
import { vaultAddress } from '../vault-address.ts';
import type { Backup } from './protocol.ts';
import { seedWordsOf, shareOf } from './word-numbers.ts';

/** Three words carry four bytes of entropy and their part of the checksum. */
const entropyLengths = restoreWordCounts.map((words) => (words / 3) * 4);
/**
 * 320 000 iterations, half a second, in which this process hears nothing. We write 1, the official vectors have 0 to 3;
 * SLIP-39 goes up to 15, ten minutes, and whoever hands in a forged share would choose it.
 */
const MAX_ITERATION_EXPONENT = 5;

/**
 * The entropy of words or shares, 16 to 32 bytes in steps of 4; the caller wipes it. Refuses as `wordsToEntropy` and
 * `combineShares` and `checkPassphrase` do, and shares that are none of a BIP-39 backup (`share-length`) or take minutes (`share-exponent`).
 */
export function entropyOf(backup: Backup): Result<Uint8Array> {
  if (backup.kind === 'words') return wordsToEntropy(seedWordsOf(backup.words));
  const { shares, passphrase = new Uint8Array() } = backup;
  const usable = checkPassphrase(passphrase);
  if (!usable.ok) return usable;
  return whyForeign(shares) ?? combineShares(shares.map(shareOf), passphrase);
}

/** Why shares are not joined here, though SLIP-39 knows them; null where they are, or are refused by their form. */
function whyForeign(shares: readonly Uint16Array[]): Refusal | null {
  for (const [place, numbers] of shares.entries()) {
    const share = readShareNumbers(numbers);
    if (!share.ok) continue;
    const { secretLength, iterationExponent } = share.value;
    if (!entropyLengths.includes(secretLength)) {
      const wanted = entropyLengths.join(', ');
      return refuse(
        'share-length',
        `share ${place + 1}: expected a secret of ${wanted} bytes, got ${secretLength}`,
      );
    }
    if (iterationExponent > MAX_ITERATION_EXPONENT) {
      const wanted = `an iteration exponent of at most ${MAX_ITERATION_EXPONENT}`;
      return refuse('share-exponent', `share ${place + 1}: expected ${wanted}, got ${iterationExponent}`);
    }
  }
  return null;
}

/** The 64-byte seed of an entropy that {@link entropyOf} gave (BIP-39, empty passphrase); the caller wipes it. */
export async function seedOf(entropy: Uint8Array): Promise<Uint8Array> {
  return mnemonicToSeed(entropyToWords(entropy).join(' '));
}

/** The address at account 0, change 0, index 0 of a seed, which is left as it is. */
export function firstAddressOf(seed: Uint8Array, chain: Chain): string {
  const keys = new KeyTree(Uint8Array.from(seed));
  try {
    return vaultAddress(keys, chain, FIRST_PATH);
  } finally {
    keys.close();
  }
}

/** What the people are shown of a file that was opened. */
export function contentsOf(summary: BackupSummary): FileContents {
  const { version, coinType, clientOptions, accounts, accountsLeftOut, unreadable, counts } = summary;
  return {
    version,
    coinType,
    network: clientOptions?.network ?? null,
    nodes: [...(clientOptions?.nodes ?? [])],
    accounts: [...accounts],
    accountsLeftOut,
    unknown: counts.unknown + unreadable.length,
  };
}
