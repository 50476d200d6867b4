import type { Asset } from '../../core/asset.ts';
import { type JournalKind, journalKinds } from '../../core/journal/bodies.ts';
import { formatAmount } from '../../core/money.ts';
import { hasTerm } from '../../core/search/found-by.ts';
import { summaryOf } from '../journal/line-of-entry.ts';

/** Bodies in which a line says other words. */
const variants = [
  {},
  { act: 'books-settled' },
  { act: 'idle-lock-changed' },
  { act: 'time-skipped' },
  { station: 'new' },
  { again: 'approve' },
  { again: 'build' },
  { facts: 'anew' },
  { network: ' ', reason: ' ', address: ' ' },
] as const;

const VAULT = '\u{f0000}';

interface KindWords {
  readonly kind: JournalKind;
  readonly words: string;
  readonly namesVault: boolean;
}

const known = new Map<string, readonly KindWords[]>();

/** The words in which each kind of entry is told, made by what tells it; what a body says itself is not among them. */
function kindWords(asset: Asset): readonly KindWords[] {
  const before = known.get(asset.unit);
  if (before) return before;
  const vaults = [{ id: 'vault', name: VAULT, receiveAddress: '' }];
  const parts = { policy: { present: () => ({ officers: [], vaults }) }, chain: { asset } };
  const words = journalKinds.map((kind) => {
    const lines = variants.flatMap((body) =>
      [null, { units: 0n, recipient: ' ' }].map((pays) =>
        summaryOf(parts, { ...blank, kind, pays, shown: JSON.stringify(body) }),
      ),
    );
    const said = lines.join(' ').replaceAll(formatAmount(0n, asset), ' ');
    return { kind, words: said.replaceAll(VAULT, ' '), namesVault: said.includes(VAULT) };
  });
  known.set(asset.unit, words);
  return words;
}

const blank = {
  seq: 0,
  at: 0,
  officerId: null,
  rule: null,
  hash: '',
  witnessed: false,
  vaultId: 'vault',
  units: '0',
  imported: null,
} as const;

/** Kinds of entries that are told with a term. */
export const kindsTold = (term: string, asset: Asset): readonly JournalKind[] =>
  kindWords(asset).flatMap(({ kind, words }) => (hasTerm(words, term) ? [kind] : []));

/** Kinds of entries whose line names the vault. */
export const kindsNamingVault = (asset: Asset): readonly JournalKind[] =>
  kindWords(asset).flatMap(({ kind, namesVault }) => (namesVault ? [kind] : []));
