import { Button } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { KeyProgress } from '../../components/key-progress.tsx';
import { OfficialApart, OfficialGate, useOfficialLibrary } from '../../components/official-library.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { withSecret } from '../../state/secret.ts';
import { useStep } from '../../state/use-step.ts';
import { officialTexts } from '../../texts/official-texts.ts';
import { texts } from '../../texts/texts.ts';
import { AnswerNote } from './answer-note.tsx';
import { Stage } from './stage.tsx';

const text = officialTexts;

/** After the answer: the official library is asked about the vault's file, or the step is passed over. */
export function LibraryStep({ view }: { readonly view: CeremonyView }) {
  const { practicePassword } = useTreasury();
  const reading = useOfficialLibrary();
  const task = useStep();
  const [asking, setAsking] = useState(false);
  const [unenclosed, setUnenclosed] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const works = reading.value !== null && reading.value.works !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null) return;
    setAsking(true);
    void task
      .run(
        () =>
          withSecret(input, (password) =>
            call('ceremony.ask-library', { as: actingOfficer(), password, unenclosed }),
          ),
        () => {},
      )
      .then(() => field.current?.focus());
  };
  const passOver = () => {
    setAsking(false);
    void task.run(
      () => call('ceremony.ask-library', { as: actingOfficer(), password: null, unenclosed: false }),
      () => {},
    );
  };
  return (
    <Stage title={text.stepTitle} intro={text.stepIntro}>
      <AnswerNote view={view} />
      <form className="stack" onSubmit={submit} autoComplete="off">
        <OfficialGate reading={reading}>
          <p className="dim">{text.intro}</p>
          <OfficialApart library={reading.value} agreed={unenclosed} onAgree={setUnenclosed} />
          <PasswordField
            field={field}
            practice={practicePassword}
            label={text.password}
            focus
            {...(practicePassword === null ? {} : { hint: texts.vault.practice })}
          />
        </OfficialGate>
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="stage-foot">
          {task.busy && asking ? (
            <KeyProgress busy keys={1}>
              {text.working}
            </KeyProgress>
          ) : (
            <span className="dim grow">{works ? text.passOverHint : text.passOverMissing}</span>
          )}
          <Button
            size="md"
            variant={works ? 'default' : 'filled'}
            loading={task.busy && !asking}
            disabled={task.busy && asking}
            onClick={passOver}
            data-autofocus={works ? undefined : true}
          >
            {text.passOver}
          </Button>
          {works && (
            <Button size="md" type="submit" loading={task.busy && asking} disabled={task.busy && !asking}>
              {text.ask}
            </Button>
          )}
        </div>
      </form>
    </Stage>
  );
}
