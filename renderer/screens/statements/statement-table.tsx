import type { StatementView } from '../../../electron/contract/statements.ts';
import { Amount } from '../../components/amount.tsx';
import { statementTexts as text } from '../../texts/statement-texts.ts';

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
  return (
    // A narrow window scrolls it sideways, also by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keys
    <section className="sheet" aria-label={text.vaults} tabIndex={0}>
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
                {text.rows[key]}
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
    </section>
  );
}
