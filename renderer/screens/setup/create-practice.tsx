import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFlask, IconInfoCircle } from '@tabler/icons-react';
import { useRef } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { KeyProgress } from '../../components/key-progress.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { call } from '../../state/call.ts';
import { useNavigation } from '../../state/navigation.ts';
import { refill, withSecret } from '../../state/secret.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';

/** What a practice password is filled in with; it guards play money. */
const PRACTICE_PASSWORD = 'practice';

/** Two vaults and four officers. */
const FILES = 6;

/** Name and password of a practice treasury, both filled in. */
export function CreatePractice({ onBack }: { readonly onBack: () => void }) {
  const form = useForm({ initialValues: { name: texts.setup.nameDefault } });
  /** The password is no part of the form's values: it stays in its field. */
  const field = useRef<HTMLInputElement>(null);
  const task = useTask();
  const go = useNavigation((navigation) => navigation.go);
  const submit = form.onSubmit(({ name }) => {
    const input = field.current;
    if (input === null) return;
    void task
      .run(
        () => withSecret(input, (password) => call('treasury.create-practice', { name, password })),
        () => go({ screen: 'dashboard' }),
      )
      .then(() => refill(input));
  });
  return (
    <form className="choice choice-form" data-main onSubmit={submit} aria-label={texts.setup.practice}>
      <h2>
        <IconFlask size={19} aria-hidden />
        {texts.setup.practice}
      </h2>
      <TextInput {...form.getInputProps('name')} label={texts.setup.name} maxLength={64} />
      <PasswordField field={field} practice={PRACTICE_PASSWORD} hint={texts.setup.passwordFilled} />
      <div className="notice">
        <IconInfoCircle size={18} aria-hidden />
        <p>{texts.setup.passwordHint}</p>
      </div>
      {task.problem && <ErrorNotice problem={task.problem} />}
      <div className="row">
        <Button size="sm" type="submit" loading={task.busy}>
          {texts.setup.create}
        </Button>
        <Button size="sm" variant="default" onClick={onBack} disabled={task.busy}>
          {texts.setup.back}
        </Button>
        <KeyProgress busy={task.busy} keys={FILES}>
          {texts.setup.creating}
        </KeyProgress>
      </div>
    </form>
  );
}
