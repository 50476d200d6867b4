import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { MovementDetail } from '../../../electron/contract/movements.ts';
import { MAX_REFERENCE_LENGTH } from '../../../electron/core/movement/reference.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';

/** A no, with its reason. */
export function RejectDialog(props: { readonly detail: MovementDetail; readonly onClose: () => void }) {
  const { row, decoded } = props.detail;
  const [reason, setReason] = useState('');
  const task = useTask();
  const empty = reason.trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (empty) return;
    void task.run(
      () =>
        call('movement.reject', {
          as: actingOfficer(),
          id: row.id,
          reason: reason.trim().replace(/\s*[\r\n]+\s*/g, ' '),
        }),
      () => {
        noteGood(texts.movements.done.reject, row.reference);
        props.onClose();
      },
    );
  };
  return (
    <Dialog title={texts.movements.rejectTitle} busy={task.busy} onClose={props.onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{texts.movements.rejectHint}</p>
        {decoded && <WordCode code={decoded.wordCode} />}
        <Textarea
          label={texts.movements.rejectReason}
          rows={3}
          maxLength={MAX_REFERENCE_LENGTH}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          {empty && <span className="dim small">{texts.movements.rejectNeeds}</span>}
          <Button variant="default" disabled={task.busy} onClick={props.onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" color="red" disabled={empty} loading={task.busy}>
            {texts.movements.rejectDo}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
