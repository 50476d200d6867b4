import type { Books } from '../../books/books.ts';

/** What the books keep to prove the next checkpoint with, and the epoch of which they know it; null for nothing. */
export async function keptProof({ cursor }: Pick<Books, 'cursor'>) {
  const kept = (await cursor.proof()) ?? null;
  const known = kept === null ? undefined : await cursor.epoch();
  return { kept, epoch: known?.epoch ?? null };
}
