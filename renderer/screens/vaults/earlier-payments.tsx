import { Button, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { amountText } from '../../../electron/core/money.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { useActing } from '../../state/acting.ts';
import { useReading } from '../../state/use-reading.ts';
import { formerAsset } from '../../texts/chains.ts';
import { formerStateTexts, walletFolderTexts as text } from '../../texts/wallet-folder-texts.ts';

const PAGE = 50;

/** Payments that came out of another wallet's folder: history of its own ledger, and no money here. */
export function EarlierPayments(props: { readonly ceremonyId: string; readonly onClose: () => void }) {
  const [offset, setOffset] = useState(0);
  const page = useReading(
    'ceremony.earlier-payments',
    { as: useActing(), id: props.ceremonyId, offset, limit: PAGE },
    ['ceremony'],
    { keepOther: true },
  );
  const { value } = page;
  const total = value?.total ?? 0;
  return (
    <Dialog title={text.earlier} busy={false} onClose={props.onClose} size={860}>
      <div className="stack">
        <p className="dim">
          {text.history} {value && `${text.network}: ${value.network ?? text.notSaid}.`}
        </p>
        {page.problem && <ErrorNotice problem={page.problem} onRetry={page.retry} />}
        {value === null ? (
          page.problem === null && <Skeleton height={120} />
        ) : total === 0 ? (
          <p>{text.empty}</p>
        ) : (
          <table className="former-table" aria-label={text.earlier}>
            <thead>
              <tr>
                <th scope="col">{text.historyColumns.when}</th>
                <th scope="col">{text.historyColumns.account}</th>
                <th scope="col">{text.historyColumns.amount}</th>
                <th scope="col">{text.historyColumns.state}</th>
                <th scope="col">{text.historyColumns.note}</th>
              </tr>
            </thead>
            <tbody>
              {value.rows.map((row) => (
                <tr key={`${row.account} ${row.incoming} ${row.id}`}>
                  <td>
                    <FullMoment at={row.at} />
                  </td>
                  <td>{row.accountName ?? text.number(row.account)}</td>
                  <td className="figure">
                    {row.incoming ? text.incoming : text.outgoing}{' '}
                    {row.amount === null
                      ? text.notTold
                      : amountText(BigInt(row.amount), formerAsset(value.prefix))}
                  </td>
                  <td>{formerStateTexts[row.state]}</td>
                  <td className="note selectable">{row.note ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {total > PAGE && (
          <div className="row">
            <Button
              variant="default"
              size="compact-sm"
              aria-label={text.newer}
              disabled={offset === 0}
              onClick={() => setOffset(Math.max(0, offset - PAGE))}
            >
              <IconChevronLeft size={15} />
            </Button>
            <span className="figure" role="status">
              {text.place(offset + 1, Math.min(offset + PAGE, total), total)}
            </span>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={text.older}
              disabled={offset + PAGE >= total}
              onClick={() => setOffset(offset + PAGE)}
            >
              <IconChevronRight size={15} />
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
