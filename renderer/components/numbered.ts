/** Things of a list that has no key of its own and never changes its order, with their place from 1. */
export function numbered<T>(list: readonly T[]): readonly { readonly place: number; readonly item: T }[] {
  return list.map((item, i) => ({ place: i + 1, item }));
}
