import type { Address } from '../../chains/iota/pure/address.ts';
import type { GivenObject } from '../gift.ts';
import { idBlob, idOf, type Store } from './store.ts';

type Kept = Omit<GivenObject, 'version' | 'previousTransaction'>;

interface Row {
  readonly id: Uint8Array;
  readonly owner: Uint8Array;
  readonly type: string;
  readonly content: Uint8Array;
}

/** The objects that addresses were given. They never change. */
export interface Gifts {
  /** How many there are. */
  count(): number;
  find(id: Address): Kept | undefined;
  /** Those of an address in the order of giving, behind one of them. */
  of(owner: Address, after: Address | null): readonly Kept[];
  put(object: Kept): void;
}

/** The gifts of a store. */
export function giftTable({ sql }: Store): Gifts {
  const keptOf = ({ id, owner, type, content }: Row): Kept => ({
    id: idOf(id),
    owner: idOf(owner),
    type,
    content: Uint8Array.from(content),
  });
  return {
    count: () => Number((sql('SELECT count(*) AS n FROM gifts').get() as { n: bigint }).n),
    find(id) {
      const row = sql('SELECT id, owner, type, content FROM gifts WHERE id = ?').get(idBlob(id));
      return row && keptOf(row as unknown as Row);
    },
    of(owner, after) {
      const behind = 'coalesce((SELECT number FROM gifts WHERE id = ?), 0)';
      const rows = sql(
        `SELECT id, owner, type, content FROM gifts WHERE owner = ? AND number > ${behind} ORDER BY number`,
      ).all(idBlob(owner), after === null ? new Uint8Array() : idBlob(after));
      return (rows as unknown as Row[]).map(keptOf);
    },
    put: ({ id, owner, type, content }) =>
      void sql('INSERT INTO gifts (id, owner, type, content) VALUES (?, ?, ?, ?)').run(
        idBlob(id),
        idBlob(owner),
        type,
        content,
      ),
  };
}
