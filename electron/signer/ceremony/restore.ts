import { mnemonicToSeed } from '@scure/bip39';
import type { FileContents } from '../../core/ceremony/file-contents.ts';
import { entropyToWords, wordsToEntropy } from '../../core/ceremony/mnemonic.ts';
import { combineShares } from '../../core/ceremony/slip39/combine-shares.ts';
import type { Result } from '../../core/result.ts';
import type { BackupSummary } from '../../stronghold/backup-summary.ts';
import { KeyTree } from '../slip10.ts';
import type { Backup } from './protocol.ts';
import { seedWordsOf, shareOf } from './word-numbers.ts';

/** The entropy of words or shares; the caller wipes it. Refuses as `wordsToEntropy` and `combineShares` do. */
export function entropyOf(backup: Backup): Result<Uint8Array> {
  return backup.kind === 'words'
    ? wordsToEntropy(seedWordsOf(backup.words))
    : combineShares(backup.shares.map(shareOf));
}

/** The 64-byte seed of an entropy (BIP-39, empty passphrase); the caller wipes it. */
export async function seedOf(entropy: Uint8Array): Promise<Uint8Array> {
  return mnemonicToSeed(entropyToWords(entropy).join(' '));
}

/** The address at account 0, change 0, index 0 of a seed, which is left as it is. */
export function firstAddressOf(seed: Uint8Array): string {
  const keys = new KeyTree(Uint8Array.from(seed));
  try {
    return keys.address({ account: 0, change: 0, index: 0 });
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
