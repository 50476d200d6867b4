import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Icon, IconUsers } from '@tabler/icons-react';
import { type ReactNode, useCallback, useState } from 'react';
import type { MovementRow } from '../../../electron/contract/movements.ts';
import { AddressLine } from '../../components/address.tsx';
import { Amount, amountText } from '../../components/amount.tsx';
import { MovementBadge } from '../../components/badge.tsx';
import { EmptyNote } from '../../components/empty-note.tsx';
import { Moment } from '../../components/moment.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useActing } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { useRows } from '../../state/use-rows.ts';
import { movementStateText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { waitingWords } from './wait-notice.tsx';

type Filter = 'all' | 'open' | 'mine';

/** What differs between the list of withdrawals and that of sweeps. */
export interface MovementListText {
  readonly list: string;
  readonly search: string;
  readonly count: (n: number) => string;
  readonly none: string;
  readonly noneHint: string;
  readonly noneFilter: string;
  readonly noneFilterHint: string;
}

const keyOf = (row: MovementRow) => row.id;
const isMine = (row: MovementRow) => row.waitsForMe;
const nameOf = (row: MovementRow) =>
  [
    movementStateText[row.state].word,
    row.reference === '' ? row.recipient : row.reference,
    amountText(row.amount),
    ...(waitingWords(row) === null ? [] : [waitingWords(row)]),
    ...(row.waitsForMe ? [texts.movements.waits] : []),
  ].join(', ');

/** Withdrawals or sweeps, with search and filter. */
export function MovementList(props: {
  readonly kind: MovementRow['kind'];
  readonly text: MovementListText;
  readonly icon: Icon;
  readonly emptyAction?: ReactNode;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}) {
  const { kind, text, icon, onSelect } = props;
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 150);
  const [filter, setFilter] = useState<Filter>('all');
  const acting = useActing();
  const rows = useRows(
    JSON.stringify([wanted, filter, acting]),
    (window) => call('movement.list', { as: acting, search: wanted, kind, filter, ...window }),
    ['movements'],
  );
  const choose = useCallback((row: MovementRow) => onSelect(row.id), [onSelect]);
  const columns = texts.movements.columns;

  return (
    <>
      <div className="toolbar">
        <SearchField label={text.search} value={search} onChange={setSearch} />
        <SegmentedControl
          size="xs"
          aria-label={texts.movements.filter}
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          data={[
            { value: 'all', label: texts.movements.all },
            { value: 'open', label: texts.movements.open },
            { value: 'mine', label: texts.movements.mine },
          ]}
        />
        <span className="toolbar-count" role="status">
          {rows.total !== null && text.count(rows.total)}
        </span>
      </div>
      <VirtualList
        label={text.list}
        rows={rows}
        rowHeight={54}
        columns="col-movement two"
        keyOf={keyOf}
        nameOf={nameOf}
        mine={isMine}
        selected={props.selected}
        onSelect={choose}
        head={
          <>
            <span>{columns.state}</span>
            <span>{columns.what}</span>
            <span className="right">{columns.when}</span>
            <span className="right">{columns.amount}</span>
          </>
        }
        empty={
          wanted !== '' ? (
            <EmptyNote icon={icon} title={texts.common.notFound} hint={texts.common.notFoundHint} />
          ) : filter !== 'all' ? (
            <EmptyNote icon={icon} title={text.noneFilter} hint={text.noneFilterHint} />
          ) : (
            <EmptyNote icon={icon} title={text.none} hint={text.noneHint}>
              {props.emptyAction}
            </EmptyNote>
          )
        }
      >
        {(row) => (
          <>
            <span>
              <MovementBadge state={row.state} />
            </span>
            <span className="ellipsis ref">
              {row.reference === '' ? (
                <span className="dim">{texts.movements.noReference},</span>
              ) : (
                <strong>{row.reference}</strong>
              )}{' '}
              <span className="dim who">
                {row.recipientName === null
                  ? texts.movements.by(row.makerName)
                  : texts.movements.toVault(row.recipientName)}
              </span>
            </span>
            <span className="dim right">
              <Moment at={row.updatedAt} />
            </span>
            <span className="right">
              <Amount units={row.amount} column />
            </span>
            <span className="under">
              <AddressLine address={row.recipient} />
              {waitingWords(row) === null ? (
                <span
                  className="approvals"
                  title={texts.movements.approvalsOf(row.approvals, row.approvalsNeeded)}
                >
                  <IconUsers size={13} aria-hidden />
                  {texts.movements.approvalsShort(row.approvals, row.approvalsNeeded)}
                </span>
              ) : (
                <span className="waits-for">{waitingWords(row)}</span>
              )}
            </span>
          </>
        )}
      </VirtualList>
    </>
  );
}
