import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { MovementRow } from '../../../electron/contract/movements.ts';
import { MAX_REFERENCE_LENGTH } from '../../../electron/core/movement/reference.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';

/** A stop: one click more, and a reason for whoever has the time to write one. */
export function StopDialog({ row, onClose }: { readonly row: MovementRow; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const task = useTask();
  const isSigned = row.state === 'signed' || row.state === 'sent';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () =>
        call('movement.stop', {
          as: actingOfficer(),
          id: row.id,
          reason: reason.trim().replace(/\s*[\r\n]+\s*/g, ' '),
        }),
      () => {
        noteGood(texts.movements.done.stop, row.reference);
        onClose();
      },
    );
  };
  return (
    <Dialog title={texts.movements.stopTitle} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{isSigned ? texts.movements.stopHintSigned : texts.movements.stopHint}</p>
        <Textarea
          label={texts.movements.stopReason}
          rows={2}
          maxLength={MAX_REFERENCE_LENGTH}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" color="red" loading={task.busy}>
            {texts.movements.stopDo}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
