import { Button, Radio, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { checkPlainText } from '../../../electron/core/ceremony/plain-text.ts';
import { MAX_REFERENCE_LENGTH } from '../../../electron/core/movement/reference.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call, type Problem } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useStep } from '../../state/use-step.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { texts } from '../../texts/texts.ts';
import { forgetLastMatch } from './guard.ts';

const text = stageTexts;

/** What went otherwise than planned. A text that could have words of a backup is refused before it leaves its field. */
export function DeviationDialog(props: {
  readonly officers: CeremonyView['officers'];
  readonly onClose: () => void;
}) {
  const { officers, onClose } = props;
  const [officerId, setOfficerId] = useState(officers[0]?.id ?? '');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [empty, setEmpty] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const task = useStep();
  useEffect(() => {
    const input = field.current;
    return () => {
      if (input) input.value = '';
    };
  }, []);
  const judge = (): boolean => {
    const judged = checkPlainText(field.current?.value ?? '');
    forgetLastMatch();
    setEmpty(false);
    setProblem(judged.ok ? null : { code: judged.code, message: judged.message });
    return judged.ok;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const note = field.current?.value.trim().replace(/\s*[\r\n]+\s*/g, ' ') ?? '';
    if (!judge()) return;
    if (note === '') {
      setEmpty(true);
      return;
    }
    void task.run(
      () => call('ceremony.note-deviation', { officerId, text: note }),
      () => {
        noteGood(text.noted);
        onClose();
      },
    );
  };
  return (
    <Dialog title={text.noteTitle} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.noteIntro}</p>
        <Textarea
          ref={field}
          label={text.noteText}
          rows={3}
          maxLength={MAX_REFERENCE_LENGTH}
          autoComplete="off"
          spellCheck={false}
          error={empty ? text.noteEmpty : undefined}
          onChange={judge}
          data-autofocus
        />
        <Radio.Group label={text.noteBy} value={officerId} onChange={setOfficerId}>
          <div className="officer-choice">
            {officers.map((officer) => (
              <Radio key={officer.id} value={officer.id} label={officer.name} />
            ))}
          </div>
        </Radio.Group>
        {problem && <ErrorNotice problem={problem} />}
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" loading={task.busy} disabled={problem !== null}>
            {text.noteDo}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
