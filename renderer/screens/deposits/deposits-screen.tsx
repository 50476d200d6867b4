import { Button, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconTransferIn } from '@tabler/icons-react';
import type { DepositRow } from '../../../electron/contract/deposits.ts';
import { AddressLine } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { DepositBadge } from '../../components/badge.tsx';
import { EmptyNote } from '../../components/empty-note.tsx';
import { problemText } from '../../components/error-notice.tsx';
import { HiddenNote } from '../../components/hidden-note.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { askedOf, isFiltered, SEARCH_WAITS_MS, useListView } from '../../state/list-view.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useChosenRow } from '../../state/use-chosen-row.ts';
import { useRows } from '../../state/use-rows.ts';
import { depositStateText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { DepositGrade } from './deposit-grade.tsx';
import { DepositPanel } from './deposit-panel.tsx';
import { readDeposit } from './read-deposit.ts';

const states = { all: null, seen: 'seen', final: 'final' } as const;
const keyOf = (row: DepositRow) => row.id;

const drawRow = (row: DepositRow) => (
  <>
    <span>
      <DepositBadge state={row.state} /> <DepositGrade restsOn={row.restsOn ?? 'one'} />
    </span>
    <strong className="ellipsis">{row.accountAlias}</strong>
    <span className="dim right">
      <Moment at={row.seenAt} />
    </span>
    <span className="right">
      <Amount units={row.amount} column />
    </span>
    <span className="under">
      {row.address === null ? (
        row.problem && problemText(row.problem).what
      ) : (
        <AddressLine address={row.address} />
      )}
    </span>
  </>
);

/** What came in, newest first, as the main process orders it. */
export function DepositsScreen({ start }: { readonly start: DepositRow | null }) {
  const go = useNavigation((navigation) => navigation.go);
  const { view, set } = useListView('deposits');
  const [wanted] = useDebouncedValue(view.search, SEARCH_WAITS_MS);
  const asked = { ...askedOf(view, wanted), state: states[view.choice as keyof typeof states] };
  const rows = useRows(
    JSON.stringify(asked),
    (window) => call('deposit.list', { as: actingOfficer(), ...asked, ...window }),
    ['deposits'],
  );
  const [chosen, choose] = useChosenRow(start, rows, keyOf, readDeposit, ['deposits']);
  const columns = texts.deposits.columns;

  return (
    <ScreenFrame title={texts.deposits.title} lead={texts.deposits.lead}>
      <div className="split">
        <div className="split-left">
          <div className="toolbar">
            <SearchField
              label={texts.deposits.search}
              value={view.search}
              onChange={(search) => set({ search })}
            />
            <SegmentedControl
              size="xs"
              aria-label={texts.deposits.filter}
              value={view.choice}
              onChange={(choice) => set({ choice })}
              data={[
                { value: 'all', label: texts.deposits.all },
                { value: 'seen', label: depositStateText.seen.word },
                { value: 'final', label: depositStateText.final.word },
              ]}
            />
            <ListTools
              list="deposits"
              orders={['time down', 'time up', 'amount down', 'amount up', 'state down', 'state up']}
            />
            <span className="toolbar-count" role="status">
              {rows.total !== null && texts.deposits.count(rows.total)}
            </span>
          </div>
          <VirtualList
            label={texts.deposits.list}
            rows={rows}
            rowHeight={54}
            columns="col-deposit two"
            keyOf={keyOf}
            selected={chosen?.id ?? null}
            onSelect={choose}
            head={
              <>
                <span>{columns.state}</span>
                <span>{columns.account}</span>
                <span className="right">{columns.when}</span>
                <span className="right">{columns.amount}</span>
              </>
            }
            empty={
              !isFiltered(view) ? (
                <EmptyNote icon={IconTransferIn} title={texts.deposits.none} hint={texts.deposits.noneHint}>
                  <Button variant="default" onClick={() => go({ screen: 'accounts' })}>
                    {texts.deposits.toAccounts}
                  </Button>
                </EmptyNote>
              ) : (
                <HiddenNote list="deposits" />
              )
            }
          >
            {drawRow}
          </VirtualList>
        </div>
        {chosen === null ? (
          <Panel label={texts.deposits.pick} aside>
            <EmptyNote icon={IconTransferIn} title={texts.deposits.pick} hint={texts.deposits.pickHint} />
          </Panel>
        ) : (
          <DepositPanel row={chosen} onClose={() => choose(null)} />
        )}
      </div>
    </ScreenFrame>
  );
}
