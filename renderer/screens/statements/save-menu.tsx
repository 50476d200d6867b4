import { Button, Menu, Progress } from '@mantine/core';
import { IconChevronDown, IconFileExport, IconFileTypePdf, IconTable } from '@tabler/icons-react';
import type { ExportedTable } from '../../../electron/contract/statements.ts';
import type { Period } from '../../../electron/core/period/period.ts';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood, noteProblem } from '../../state/notices.ts';
import { useReading } from '../../state/use-reading.ts';
import { tableText, statementTexts as text } from '../../texts/statement-texts.ts';

const tables: readonly ExportedTable[] = ['statement', 'deposits', 'movements', 'accounts', 'journal'];

/** Saves the statement, or one of the tables of its period. */
export function SaveMenu({ period, zone }: { readonly period: Period | null; readonly zone: string }) {
  const save = async (what: ExportedTable, format: 'csv' | 'pdf') => {
    if (period === null) return;
    const answer = await call('export.save', { as: actingOfficer(), what, format, period, zone });
    if (!answer.ok) noteProblem(answer.problem);
    else if (answer.value.file !== null) noteGood(text.saved, text.savedTo(answer.value.file));
  };
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 80 }}>
      <Menu.Target>
        <Button
          disabled={period === null}
          leftSection={<IconFileExport size={15} />}
          rightSection={<IconChevronDown size={14} />}
        >
          {text.save}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileTypePdf size={15} />} onClick={() => void save('statement', 'pdf')}>
          {text.savePdf}
        </Menu.Item>
        {tables.map((table) => (
          <Menu.Item
            key={table}
            leftSection={<IconTable size={15} />}
            onClick={() => void save(table, 'csv')}
          >
            {text.saveCsv(tableText[table])}
            {table === 'accounts' && <span className="dim"> {text.saveNow}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** How far the file is that is being written, and the way to call it off. */
export function SaveProgress() {
  const { value } = useReading('export.state', { as: useActing() }, ['exports'], { keepOther: true });
  if (value === null) return null;
  const { what, rows, of } = value;
  const stop = async () => {
    const answer = await call('export.stop', { as: actingOfficer() });
    if (!answer.ok) noteProblem(answer.problem);
  };
  const said = text.writing(tableText[what], rows, of);
  return (
    <div className="save-progress" role="status">
      <span>{said}</span>
      <Progress value={of === 0 ? 0 : (rows / of) * 100} aria-label={said} transitionDuration={0} />
      <Button variant="default" size="compact-xs" onClick={() => void stop()}>
        {text.stop}
      </Button>
    </div>
  );
}
