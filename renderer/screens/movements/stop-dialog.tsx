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

/** A stop, or a cancellation: one click more, and a reason for whoever has the time to write one. */
export function StopDialog({
  row,
  act,
  onClose,
}: {
  readonly row: MovementRow;
  readonly act: 'stop' | 'void';
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const task = useTask();
  const isSigned = row.state === 'signed' || row.state === 'sent';
  const stopHint = isSigned ? texts.movements.stopHintSigned : texts.movements.stopHint;
  const hint = act === 'void' ? texts.movements.voidHint : stopHint;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () =>
        call(`movement.${act}`, {
          as: actingOfficer(),
          id: row.id,
          reason: reason.trim().replace(/\s*[\r\n]+\s*/g, ' '),
        }),
      () => {
        noteGood(texts.movements.done[act], row.reference);
        onClose();
      },
    );
  };
  return (
    <Dialog
      title={act === 'stop' ? texts.movements.stopTitle : texts.movements.voidTitle}
      busy={task.busy}
      onClose={onClose}
    >
      <form className="stack" onSubmit={submit}>
        <p className="dim">{hint}</p>
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
            {act === 'stop' ? texts.movements.stopDo : texts.movements.voidDo}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
