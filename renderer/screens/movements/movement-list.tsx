import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Icon, IconUsers } from '@tabler/icons-react';
import { type ReactNode, useCallback } from 'react';
import type { MovementRow, MovementState } from '../../../electron/contract/movements.ts';
import { movementStates } from '../../../electron/core/movement/movement-state.ts';
import { AddressLine } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { MovementBadge } from '../../components/badge.tsx';
import { EmptyNote } from '../../components/empty-note.tsx';
import { HiddenNote } from '../../components/hidden-note.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { Moment } from '../../components/moment.tsx';
import { MovementName } from '../../components/movement-name.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { askedOf, isFiltered, SEARCH_WAITS_MS, useListView } from '../../state/list-view.ts';
import { useRows } from '../../state/use-rows.ts';
import { listTexts } from '../../texts/list-texts.ts';
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

const drawRow = (row: MovementRow) => (
  <>
    <span>
      <MovementBadge state={row.state} />
    </span>
    <span className="ellipsis ref">
      {row.waitsForMe && (
        <span className="dot" role="img" aria-label={texts.movements.waits} title={texts.movements.waits} />
      )}
      <MovementName row={row} />{' '}
      <span className="dim who">
        {row.recipientName === null
          ? texts.movements.by(row.makerName)
          : texts.movements.toVault(row.recipientName)}
      </span>
    </span>
    <span className="dim right">
      <Moment at={row.createdAt} />
    </span>
    <span className="right">
      <Amount units={row.amount} column />
    </span>
    <span className="under">
      <AddressLine address={row.recipient} />
      {waitingWords(row) === null ? (
        <span className="approvals" title={texts.movements.approvalsOf(row.approvals, row.approvalsNeeded)}>
          <IconUsers size={13} aria-hidden />
          {texts.movements.approvalsShort(row.approvals, row.approvalsNeeded)}
        </span>
      ) : (
        <span className="waits-for ellipsis">{waitingWords(row)}</span>
      )}
    </span>
  </>
);

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
  const list = kind === 'withdrawal' ? 'withdrawals' : kind === 'gather' ? 'gathers' : 'sweeps';
  const { view, set } = useListView(list);
  const { officers } = useTreasury();
  const [wanted] = useDebouncedValue(view.search, SEARCH_WAITS_MS);
  const filter = view.choice as Filter;
  const asked = {
    ...askedOf(view, wanted),
    makerId: view.person === '' ? null : view.person,
    states: view.kind === '' ? null : [view.kind as MovementState],
  };
  const acting = useActing();
  const rows = useRows(
    JSON.stringify([asked, filter, acting]),
    (window) => call('movement.list', { as: acting, kind, filter, ...asked, ...window }),
    ['movements'],
  );
  const choose = useCallback((row: MovementRow) => onSelect(row.id), [onSelect]);
  const columns = texts.movements.columns;

  return (
    <>
      <div className="toolbar">
        <SearchField label={text.search} value={view.search} onChange={(search) => set({ search })} />
        <SegmentedControl
          size="xs"
          aria-label={texts.movements.filter}
          value={filter}
          onChange={(choice) => set({ choice })}
          data={[
            { value: 'all', label: texts.movements.all },
            { value: 'open', label: texts.movements.open },
            { value: 'mine', label: texts.movements.mine },
          ]}
        />
        <ListTools
          list={list}
          orders={['time down', 'time up', 'amount down', 'amount up', 'state up', 'state down']}
          people={officers.map(({ id, name }) => ({ value: id, label: name }))}
          kinds={{
            label: listTexts.state,
            options: movementStates.map((state) => ({ value: state, label: movementStateText[state].word })),
          }}
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
          filter !== 'all' && !isFiltered({ ...view, choice: 'all' }) ? (
            <EmptyNote icon={icon} title={text.noneFilter} hint={text.noneFilterHint} />
          ) : isFiltered(view) ? (
            <HiddenNote list={list} />
          ) : (
            <EmptyNote icon={icon} title={text.none} hint={text.noneHint}>
              {props.emptyAction}
            </EmptyNote>
          )
        }
      >
        {drawRow}
      </VirtualList>
    </>
  );
}
