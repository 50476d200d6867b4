import { Button, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { MovementDetail, MovementRow } from '../../../electron/contract/movements.ts';
import { MAX_REFERENCE_LENGTH } from '../../../electron/core/movement/reference.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { actOnMovement } from '../../state/act-on-movement.ts';
import { actingOfficer } from '../../state/acting.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { mandateTexts } from '../../texts/mandate-texts.ts';
import { texts } from '../../texts/texts.ts';

/** What an officer says no with. */
export type Refusing = 'reject' | 'stop' | 'void';

/** A no with its reason: a rejection needs one, a stop and a cancellation take one from whoever has the time to write it. */
export function ReasonDialog(props: {
  readonly detail: MovementDetail;
  readonly act: Refusing;
  readonly onClose: () => void;
}) {
  const { detail, act, onClose } = props;
  const { row, decoded } = detail;
  const form = useForm({ initialValues: { reason: '' } });
  const { reason } = form.values;
  const task = useTask();
  const { title, hint, label, button } = wordsOf(act, row);
  const isMissing = act === 'reject' && reason.trim() === '';
  const submit = form.onSubmit(() => {
    if (isMissing) return;
    const written = reason.trim().replace(/\s*[\r\n]+\s*/g, ' ');
    void task.run(
      () => actOnMovement(`movement.${act}`, { as: actingOfficer(), id: row.id, reason: written }),
      () => {
        noteGood(texts.movements.done[act], row.reference);
        onClose();
      },
    );
  });
  return (
    <Dialog title={title} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{hint}</p>
        {act === 'reject' && decoded && <WordCode code={decoded.wordCode} />}
        <Textarea
          {...form.getInputProps('reason')}
          label={label}
          rows={act === 'reject' ? 3 : 2}
          maxLength={MAX_REFERENCE_LENGTH}
          data-autofocus
        />
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          {isMissing && <span className="dim small">{texts.movements.rejectNeeds}</span>}
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" color="red" disabled={isMissing} loading={task.busy}>
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function wordsOf(act: Refusing, { state, mandated }: MovementRow) {
  const { movements: said } = texts;
  const isSigned = state === 'signed' || state === 'sent';
  switch (act) {
    case 'reject':
      return {
        title: said.rejectTitle,
        hint: said.rejectHint,
        label: said.rejectReason,
        button: said.rejectDo,
      };
    case 'stop': {
      if (mandated) {
        const { stopTitle: title, stopHint: hint } = mandateTexts;
        return { title, hint, label: said.stopReason, button: said.stopDo };
      }
      const hint = isSigned ? said.stopHintSigned : said.stopHint;
      return { title: said.stopTitle, hint, label: said.stopReason, button: said.stopDo };
    }
    case 'void':
      return {
        title: said.voidTitle,
        hint: said.voidHint,
        label: said.stopReason,
        button: said.voidDo,
      };
  }
}
