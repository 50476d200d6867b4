import { Button, Radio } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { KeyProgress } from '../../components/key-progress.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { withSecret } from '../../state/secret.ts';
import { useStep } from '../../state/use-step.ts';
import type { Task } from '../../state/use-task.ts';
import { beginTexts, stageTexts } from '../../texts/ceremony-texts.ts';
import { texts } from '../../texts/texts.ts';
import { walletFolderTexts as folderTexts } from '../../texts/wallet-folder-texts.ts';
import { AnswerNote } from './answer-note.tsx';
import { makesVault } from './ceremony-kinds.ts';
import { Stage } from './stage.tsx';

const text = stageTexts.sign;

/** Each officer present signs with their own key; the last one ends the ceremony. */
export function SignStep({ view }: { readonly view: CeremonyView }) {
  const open = view.officers.filter(({ signed }) => !signed);
  const [chosen, setChosen] = useState<string | null>(null);
  const signer = open.find(({ id }) => id === chosen) ?? open[0];
  const policy = makesVault(view.plan.kind);
  const task = useStep();
  return (
    <Stage title={text.title} intro={policy ? text.introPolicy : text.intro}>
      <AnswerNote view={view} />
      {view.former && <p className="dim">{folderTexts.signed(view.former)}</p>}
      <Radio.Group
        label={text.who}
        value={signer?.id ?? ''}
        onChange={(officerId) => {
          task.clear();
          setChosen(officerId);
        }}
      >
        <div className="officer-choice signers">
          {view.officers.map((officer) =>
            officer.signed ? (
              <p key={officer.id} className="signed">
                <IconCircleCheck size={18} aria-hidden />
                {text.done(officer.name)}
              </p>
            ) : (
              <Radio key={officer.id} value={officer.id} label={officer.name} disabled={task.busy} />
            ),
          )}
        </div>
      </Radio.Group>
      {signer && <SignForm key={signer.id} id={signer.id} name={signer.name} task={task} />}
      <p className="dim" role="status">
        {text.rest(open.length)}
      </p>
    </Stage>
  );
}

function SignForm({ id, name, task }: { readonly id: string; readonly name: string; readonly task: Task }) {
  const { practicePassword } = useTreasury();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null) return;
    void task
      .run(
        () => withSecret(input, (password) => call('ceremony.sign', { officerId: id, password })),
        () => {},
      )
      .then(() => field.current?.focus());
  };
  return (
    <form className="stack password-form" onSubmit={submit} autoComplete="off">
      <PasswordField
        field={field}
        practice={practicePassword}
        label={beginTexts.passwordOf(name)}
        {...(practicePassword === null ? {} : { hint: texts.officer.practice })}
      />
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="stage-foot">
        <KeyProgress busy={task.busy} keys={1}>
          {text.working}
        </KeyProgress>
        <Button size="md" type="submit" loading={task.busy}>
          {text.do(name)}
        </Button>
      </div>
    </form>
  );
}
