import { ok, type Result } from '../../result.ts';
import { decodeShareNumbers, type Share } from './share-code.ts';
import { shareWords } from './word-list.ts';

/** What a screen may know of a share: everything but its value. */
export type ShareView = Omit<Share, 'value'> & {
  /** Length of the secret that was split, in bytes: 16 or 32. */
  readonly secretLength: number;
};

/** Reads one share of word numbers and leaves its secret behind. Refuses as {@link decodeShareNumbers} does. */
export function readShareNumbers(numbers: ArrayLike<number>): Result<ShareView> {
  const share = decodeShareNumbers(numbers);
  if (!share.ok) return share;
  const view = shareView(share.value);
  share.value.value.fill(0);
  return ok(view);
}

/** The same share without its value. */
export function shareView({ value, ...view }: Share): ShareView {
  return { ...view, secretLength: value.length };
}

/** The words of the SLIP-39 list that begin with what was typed, for completion; none for nothing. */
export function completeShareWord(prefix: string): readonly string[] {
  const typed = prefix.normalize('NFKD').trim().toLowerCase();
  return typed === '' ? [] : shareWords.filter((word) => word.startsWith(typed));
}
