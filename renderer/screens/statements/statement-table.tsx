import type { StatementView } from '../../../electron/contract/statements.ts';
import { Amount } from '../../components/amount.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { statementTexts as text } from '../../texts/statement-texts.ts';
import { wallText } from './wall-text.ts';

const always = ['opening', 'deposits', 'withdrawals', 'sweeps', 'fees'] as const;
const seldom = ['unknown', 'found'] as const;

/** What each vault had, what came and went, and what it has. Every column adds up. */
export function StatementTable({ view }: { readonly view: StatementView }) {
  const columns = [...view.vaults, { ...view.all, vaultId: 'all', name: text.all }];
  const isThere = (key: keyof StatementView['all']) => columns.some((column) => column[key] !== '0');
  const rows: readonly (keyof StatementView['all'])[] = [
    ...always,
    ...seldom.filter(isThere),
    'closing',
    ...(isThere('unexplained') ? (['unexplained'] as const) : []),
  ];
  const end =
    view.open && view.followedTo !== null
      ? text.closingOpen(wallText(view.zone, view.followedTo.at))
      : text.rows.closing;
  return (
    // A narrow window scrolls it sideways.
    <ScrollRegion className="sheet" label={text.vaults}>
      <table>
        <thead>
          <tr>
            <td />
            {columns.map(({ vaultId, name }) => (
              <th key={vaultId} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((key) => (
            <tr key={key} data-row={key}>
              <th scope="row" title={key === 'unexplained' ? text.unexplainedHint : undefined}>
                {key === 'closing' ? end : text.rows[key]}
              </th>
              {columns.map((column) => (
                <td key={column.vaultId}>
                  <Amount units={column[key]} column />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
