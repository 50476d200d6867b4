import type { MovementRow } from '../../electron/contract/movements.ts';
import { texts } from '../texts/texts.ts';

/** What a movement is called in a list: by its reference; one between own vaults has none and is called what it is. */
export function MovementName({ row }: { readonly row: Pick<MovementRow, 'reference' | 'kind'> }) {
  if (row.reference !== '') return <strong>{row.reference}</strong>;
  if (row.kind !== 'withdrawal') return <strong>{texts.movements.kinds[row.kind]}</strong>;
  return <span className="dim">{texts.movements.noReference},</span>;
}
