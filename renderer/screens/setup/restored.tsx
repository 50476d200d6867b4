import { Button } from '@mantine/core';
import { IconCircleCheck, IconPoint } from '@tabler/icons-react';
import type { BackupView } from '../../../electron/contract/backup.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useTask } from '../../state/use-task.ts';
import { backupTexts } from '../../texts/backup-texts.ts';

const text = backupTexts;

/** The folder is there: what is still to be done, and what is missing in it. */
export function Restored({ view, folder }: { readonly view: BackupView; readonly folder: string }) {
  const task = useTask();
  const go = useNavigation((navigation) => navigation.go);
  const open = () =>
    void task.run(
      () => call('treasury.open', { folder }),
      () => go({ screen: 'dashboard' }),
    );
  const next = [
    text.next.enrol,
    text.next.ledger,
    ...view.vaults.flatMap(({ name, hasFile }) => (hasFile ? [] : [text.next.vault(name)])),
    ...view.officers.flatMap(({ name, hasFile }) => (hasFile ? [] : [text.next.officer(name)])),
    text.next.requests,
  ];
  return (
    <div className="stack">
      <div className="notice" data-tone="good" role="status">
        <IconCircleCheck size={18} aria-hidden />
        <div>
          <strong>{text.restored}</strong>
          <p className="breaks selectable">
            {text.restoredTo} {folder}
          </p>
        </div>
      </div>
      <strong>{text.nextSteps}</strong>
      <ul className="stack-tight">
        {next.map((line) => (
          <li key={line}>
            <IconPoint size={15} aria-hidden />
            {line}
          </li>
        ))}
      </ul>
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="row">
        <Button loading={task.busy} onClick={open}>
          {text.open}
        </Button>
      </div>
    </div>
  );
}
