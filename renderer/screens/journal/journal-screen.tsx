import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconFileExport, IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { JournalReportView, JournalRow } from '../../../electron/contract/journal.ts';
import type { JournalKind } from '../../../electron/core/journal/bodies.ts';
import { EmptyNote } from '../../components/empty-note.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { HiddenNote } from '../../components/hidden-note.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { askedOf, isFiltered, SEARCH_WAITS_MS, useListView } from '../../state/list-view.ts';
import { noteGood, noteProblem } from '../../state/notices.ts';
import { useRows } from '../../state/use-rows.ts';
import { useTask } from '../../state/use-task.ts';
import { listTexts } from '../../texts/list-texts.ts';
import { journalKindText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { EntryPanel } from './entry-panel.tsx';
import { ReportPanel } from './report-panel.tsx';

const text = texts.journal;
const keyOf = (row: JournalRow) => `${row.seq}`;

const STATION = 'station';
const kindOptions = Object.entries(journalKindText)
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));

const drawRow = (row: JournalRow) => (
  <>
    <span className="dim figure right">{row.seq}</span>
    <span className="dim">
      <Moment at={row.at} />
    </span>
    <span className="ellipsis">{row.summary}</span>
    <span className="dim ellipsis">{row.officerName ?? text.station}</span>
  </>
);

type Right =
  | { readonly show: 'hint' }
  | { readonly show: 'entry'; readonly row: JournalRow }
  | { readonly show: 'report'; readonly report: JournalReportView };

/** The chained log: read it, check it, hand it to the auditor. */
export function JournalScreen({ start }: { readonly start: JournalRow | null }) {
  const { view, set } = useListView('journal');
  const { officers } = useTreasury();
  const [wanted] = useDebouncedValue(view.search, SEARCH_WAITS_MS);
  const asked = {
    ...askedOf(view, wanted),
    officers: view.person === '' ? null : [view.person === STATION ? null : view.person],
    kinds: view.kind === '' ? null : [view.kind as JournalKind],
  };
  const [right, setRight] = useState<Right>(
    start === null ? { show: 'hint' } : { show: 'entry', row: start },
  );
  const task = useTask();
  const rows = useRows(
    JSON.stringify(asked),
    (window) => call('journal.list', { as: actingOfficer(), ...asked, ...window }),
    ['journal'],
  );
  const onSelect = useCallback((row: JournalRow) => setRight({ show: 'entry', row }), []);
  const close = () => setRight({ show: 'hint' });
  const verify = () =>
    task.run(
      () => call('journal.verify', {}),
      (report) => setRight({ show: 'report', report }),
    );
  const exportAll = async () => {
    const answer = await call('journal.export', { as: actingOfficer() });
    if (!answer.ok) noteProblem(answer.problem);
    else if (answer.value.file !== null) noteGood(text.exported, text.exportedTo(answer.value.file));
  };

  return (
    <ScreenFrame
      title={text.title}
      lead={text.lead}
      actions={
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconFileExport size={15} />}
            onClick={() => void exportAll()}
          >
            {text.export}
          </Button>
          <Button
            leftSection={<IconShieldCheck size={15} />}
            loading={task.busy}
            onClick={() => void verify()}
          >
            {text.verify}
          </Button>
        </div>
      }
    >
      <div className="split">
        <div className="split-left">
          {task.problem && <ErrorNotice problem={task.problem} onRetry={() => void verify()} />}
          <div className="toolbar">
            <SearchField label={text.search} value={view.search} onChange={(search) => set({ search })} />
            <ListTools
              list="journal"
              orders={['time down', 'time up']}
              people={[
                ...officers.map(({ id, name }) => ({ value: id, label: name })),
                { value: STATION, label: text.station },
              ]}
              kinds={{ label: listTexts.kind, options: kindOptions }}
            />
            <span className="toolbar-count" role="status">
              {rows.total !== null && text.count(rows.total)}
            </span>
          </div>
          <VirtualList
            label={text.list}
            rows={rows}
            rowHeight={34}
            columns="col-journal"
            keyOf={keyOf}
            selected={right.show === 'entry' ? keyOf(right.row) : null}
            onSelect={onSelect}
            head={
              <>
                <span className="right">{text.columns.seq}</span>
                <span>{text.columns.when}</span>
                <span>{text.columns.what}</span>
                <span>{text.columns.who}</span>
              </>
            }
            empty={
              !isFiltered(view) ? (
                <EmptyNote icon={IconBook2} title={text.none} hint={text.noneHint} />
              ) : (
                <HiddenNote list="journal" />
              )
            }
          >
            {drawRow}
          </VirtualList>
        </div>
        {right.show === 'entry' ? (
          <EntryPanel row={right.row} onClose={close} />
        ) : right.show === 'report' ? (
          <ReportPanel report={right.report} onClose={close} />
        ) : (
          <Panel label={text.pick} aside>
            <EmptyNote icon={IconBook2} title={text.pick} hint={text.pickHint} />
          </Panel>
        )}
      </div>
    </ScreenFrame>
  );
}
