import { Button, Radio } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { TreasuryView } from '../../electron/contract/treasury.ts';
import { Dialog } from '../components/dialog.tsx';
import { ErrorNotice } from '../components/error-notice.tsx';
import { KeyProgress } from '../components/key-progress.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { call } from '../state/call.ts';
import { noteGood } from '../state/notices.ts';
import { withSecret } from '../state/secret.ts';
import { useTask } from '../state/use-task.ts';
import { roleText } from '../texts/states.ts';
import { texts } from '../texts/texts.ts';

/** An officer opens the own key file with the own password. */
export function SignInDialog(props: { readonly treasury: TreasuryView; readonly onClose: () => void }) {
  const { treasury, onClose } = props;
  const others = treasury.officers.filter((officer) => !treasury.signedIn.includes(officer.id));
  const [officerId, setOfficerId] = useState(others[0]?.id ?? '');
  const field = useRef<HTMLInputElement>(null);
  const task = useTask();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null) return;
    void task
      .run(
        () => withSecret(input, (password) => call('officer.sign-in', { officerId, password })),
        () => {
          const name = treasury.officers.find((officer) => officer.id === officerId)?.name ?? '';
          noteGood(texts.officer.done(name));
          onClose();
        },
      )
      .then(() => field.current?.focus());
  };

  return (
    <Dialog title={texts.officer.signInTitle} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{texts.officer.intro}</p>
        <Radio.Group label={texts.officer.who} value={officerId} onChange={setOfficerId}>
          <div className="officer-choice">
            {others.map((officer) => (
              <Radio
                key={officer.id}
                value={officer.id}
                label={officer.name}
                description={officer.roles.map((role) => roleText[role]).join(', ')}
              />
            ))}
          </div>
        </Radio.Group>
        <PasswordField
          field={field}
          practice={treasury.practicePassword}
          focus
          {...(treasury.practicePassword === null ? {} : { hint: texts.officer.practice })}
        />
        {task.problem && <ErrorNotice problem={task.problem} />}
        <KeyProgress busy={task.busy} keys={1}>
          {texts.common.deriving}
        </KeyProgress>
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button type="submit" loading={task.busy} disabled={officerId === ''}>
            {texts.officer.signIn}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
