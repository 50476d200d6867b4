import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { KeyProgress } from '../../components/key-progress.tsx';
import { call } from '../../state/call.ts';
import { withSecrets } from '../../state/secrets.ts';
import { useStep } from '../../state/use-step.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { makesVault } from './ceremony-kinds.ts';
import { NewPassword } from './new-password.tsx';
import { FoundAccounts } from './search-step.tsx';
import { Stage } from './stage.tsx';

const text = stageTexts.password;

/** The password of the file, and the writing of it. */
export function PasswordStep({ view }: { readonly view: CeremonyView }) {
  const first = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [differ, setDiffer] = useState(false);
  const task = useStep();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [one, two] = [first.current, again.current];
    if (one === null || two === null || task.busy) return;
    const same = one.value === two.value;
    setDiffer(!same);
    if (!same) {
      two.focus();
      two.select();
      return;
    }
    void task
      .run(
        () =>
          withSecrets([one, two], ([password, repeated]) =>
            call('ceremony.write', { password: password!, again: repeated! }),
          ),
        () => {},
      )
      .then(() => first.current?.focus());
  };
  const drawn = makesVault(view.plan.kind) && view.plan.kind !== 'restore';
  return (
    <Stage title={text.title} intro={text.intro}>
      {view.found !== null && <FoundAccounts found={view.found} />}
      <form className="stack password-form" onSubmit={submit} autoComplete="off">
        <NewPassword first={first} again={again} differ={differ} focus />
        {task.problem && <ErrorNotice problem={task.problem} />}
        {drawn && (
          <p className="stage-note">
            <IconCheck size={16} aria-hidden />
            {text.backed}
          </p>
        )}
        <div className="stage-foot">
          <KeyProgress busy={task.busy} keys={3}>
            {text.writing}
          </KeyProgress>
          <Button size="md" type="submit" loading={task.busy}>
            {text.do}
          </Button>
        </div>
      </form>
    </Stage>
  );
}
