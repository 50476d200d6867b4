/** Things that are put into a list of what was told before. */
interface Filling {
  /** Where the list is, from the root on. */
  readonly path: readonly (string | number)[];
  readonly items: unknown[];
}

/** A part of a value: the first one has its root, in which long lists are empty; the others fill them. */
export type Piece =
  | { readonly root: unknown; readonly fillings: null }
  | { readonly root: null; readonly fillings: readonly Filling[] };

/** Values (numbers, texts, members) in one piece, about: some milliseconds to take over. */
export const MOST_IN_PIECE = 2000;
/** A list of fewer values is told whole. */
const SHORT = 50;

/**
 * Cuts plain data into pieces of a bounded number of values, however much it is, so that no thread has to take over all of
 * it at once. Texts and bytes are not cut: they are copied as bytes.
 */
export function* piecesOf(value: unknown): Generator<Piece> {
  const lists: { readonly path: Filling['path']; readonly list: readonly unknown[] }[] = [];
  let size = 0;
  const emptied = (each: unknown, path: Filling['path']): unknown => {
    size += 1;
    if (Array.isArray(each)) {
      const short = count(each, SHORT);
      if (short !== null) {
        size += short;
        return each;
      }
      lists.push({ path, list: each });
      return [];
    }
    if (typeof each !== 'object' || each === null || each instanceof Uint8Array) return each;
    return Object.fromEntries(
      Object.entries(each).map(([name, part]) => [name, emptied(part, [...path, name])]),
    );
  };
  yield { root: emptied(value, []), fillings: null };
  size = 0;
  let fillings: Filling[] = [];
  // Lists within lists are found on the way, and come at the end.
  for (const { path, list } of lists) {
    let filling: Filling = { path, items: [] };
    fillings.push(filling);
    for (const [place, item] of list.entries()) {
      filling.items.push(emptied(item, [...path, place]));
      if (size < MOST_IN_PIECE) continue;
      yield { root: null, fillings };
      size = 0;
      filling = { path, items: [] };
      fillings = [filling];
    }
  }
  if (fillings.length > 0) yield { root: null, fillings };
}

/** Values of plain data; null for more than so many. */
export function count(value: unknown, most: number): number | null {
  let left = most;
  const pass = (each: unknown): boolean => {
    left -= 1;
    if (left < 0) return false;
    return (
      typeof each !== 'object' ||
      each === null ||
      each instanceof Uint8Array ||
      Object.values(each).every(pass)
    );
  };
  return pass(value) ? most - left : null;
}

/** Puts the pieces of one value together again, in their order. */
export class Assembly {
  #root: unknown = null;

  add({ root, fillings }: Piece): void {
    if (fillings === null) this.#root = root;
    else for (const { path, items } of fillings) this.#listAt(path).push(...items);
  }

  value(): unknown {
    return this.#root;
  }

  #listAt(path: Filling['path']): unknown[] {
    let at = this.#root;
    for (const name of path) at = Object(at)[name];
    if (!Array.isArray(at)) throw new Error('expected a list to fill');
    return at;
  }
}
