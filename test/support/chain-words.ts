/** Words of one chain. Where the product must work for any chain, they have no place. */
export const chainWords: Readonly<Record<string, RegExp>> = {
  IOTA: /\bIOTA\b/,
  nanos: /\bnanos?(?![a-z])|[a-z]Nanos?(?![a-z])/,
  gas: /\bgas(?![a-z])|(?:\b|[a-z])Gas(?![a-z])/,
  // Not the coin of SLIP-44's `coin type`, nor one that is flipped in a ceremony, nor an icon.
  coin: /(?<!Icon)coins?(?!Type|_type|[ -]type|[ -]?flip|[ -]tosse)(?![a-z])/i,
  4218: /\b4218\b|0x107a\b/i,
  SDK: /@iota\/|iota-sdk|\bSDK\b/,
};

/** The chain's own rooms, its official library, the places where a chain is chosen, and the words for its details. */
const open = [
  /^electron\/chains\/iota\//,
  /^electron\/official\//,
  /^electron\/practice\//,
  /^electron\/stations\/practice-treasury\.ts$/,
  /^electron\/cli\/(?:treasury-day|verify-checkpoint)\.ts$/,
  /^renderer\/texts\/(?:chains|official-texts)\.ts$/,
];

/** Files that use such a word for another thing, by word. */
export const otherMeanings: Readonly<Record<string, readonly string[]>> = {
  // What the product is for, and where its people read more; the network that the practice node plays.
  IOTA: [
    'electron/cli/practice-node.ts',
    'electron/main/external-link.ts',
    'electron/main/menu.ts',
    'renderer/texts/texts.ts',
  ],
  // Rust's `Duration`, as the file format has it.
  nanos: ['electron/stronghold/state.ts'],
  // A coin that is tossed for randomness.
  coin: [
    'electron/contract/ceremony.ts',
    'electron/core/ceremony/mix-entropy.ts',
    'electron/signer/ceremony/protocol.ts',
    'renderer/screens/ceremonies/entropy-step.tsx',
  ],
  // The program whose files are read, and which defines their format.
  SDK: [
    'electron/stronghold/backup-json.ts',
    'electron/stronghold/backup-summary.ts',
    'electron/stronghold/copy-as-version-2.ts',
    'electron/stronghold/migrate-file.ts',
    'electron/stronghold/scrypt.ts',
    'electron/stronghold/seed-file.ts',
    'electron/stronghold/seed-record.ts',
    'electron/stronghold/snapshot-key.ts',
    'electron/stronghold/wallet-record.ts',
  ],
};

/** A word of a chain in a file that should know none. */
export interface ChainWord {
  readonly file: string;
  readonly word: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** Every chain's word in the text of a file, comments included. */
export function chainWordsOf(file: string, text: string): readonly ChainWord[] {
  if (open.some((place) => place.test(file))) return [];
  // To people, money is coins too.
  const isText = /^(?:renderer\/texts|electron\/console\/papers)\//.test(file);
  return text.split('\n').flatMap((line, i) =>
    Object.entries(chainWords)
      .filter(([word, pattern]) => pattern.test(line) && !(isText && word === 'coin'))
      .map(([word]) => ({ file, word, line: i + 1, text: line.trim() })),
  );
}
