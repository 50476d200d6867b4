import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconFileExport, IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { JournalReportView, JournalRow } from '../../../electron/contract/journal.ts';
import { EmptyNote } from '../../components/empty-note.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood, noteProblem } from '../../state/notices.ts';
import { useRows } from '../../state/use-rows.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';
import { EntryPanel } from './entry-panel.tsx';
import { ReportPanel } from './report-panel.tsx';

const text = texts.journal;
const keyOf = (row: JournalRow) => `${row.seq}`;
const nameOf = (row: JournalRow) => `${row.seq}, ${row.summary}, ${row.officerName ?? text.station}`;

type Right =
  | { readonly show: 'hint' }
  | { readonly show: 'entry'; readonly row: JournalRow }
  | { readonly show: 'report'; readonly report: JournalReportView };

/** The chained log: read it, check it, hand it to the auditor. */
export function JournalScreen({ start }: { readonly start: JournalRow | null }) {
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 150);
  const [right, setRight] = useState<Right>(
    start === null ? { show: 'hint' } : { show: 'entry', row: start },
  );
  const task = useTask();
  const rows = useRows(
    wanted,
    (window) => call('journal.list', { as: actingOfficer(), search: wanted, ...window }),
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
            <SearchField label={text.search} value={search} onChange={setSearch} />
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
            nameOf={nameOf}
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
              wanted === '' ? (
                <EmptyNote icon={IconBook2} title={text.none} hint={text.noneHint} />
              ) : (
                <EmptyNote icon={IconBook2} title={texts.common.notFound} hint={texts.common.notFoundHint} />
              )
            }
          >
            {(row) => (
              <>
                <span className="dim figure right">{row.seq}</span>
                <span className="dim">
                  <Moment at={row.at} />
                </span>
                <span className="ellipsis" title={row.summary}>
                  {row.summary}
                </span>
                <span className="dim ellipsis">{row.officerName ?? text.station}</span>
              </>
            )}
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
