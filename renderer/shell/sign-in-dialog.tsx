import { Radio } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { TreasuryView } from '../../electron/contract/treasury.ts';
import { Dialog } from '../components/dialog.tsx';
import { DialogFoot } from '../components/dialog-foot.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { call } from '../state/call.ts';
import { noteGood } from '../state/notices.ts';
import { tryAgain, withSecret } from '../state/secret.ts';
import { useTask } from '../state/use-task.ts';
import { backupTexts } from '../texts/backup-texts.ts';
import { roleText } from '../texts/states.ts';
import { texts } from '../texts/texts.ts';

/** An officer opens their key file with their password. */
export function SignInDialog(props: { readonly treasury: TreasuryView; readonly onClose: () => void }) {
  const { treasury, onClose } = props;
  const others = treasury.officers.filter((officer) => !treasury.signedIn.includes(officer.id));
  const [officerId, setOfficerId] = useState(others[0]?.id ?? '');
  const nameOf = (id: string) => treasury.officers.find((officer) => officer.id === id)?.name ?? '';
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
          noteGood(texts.officer.done(nameOf(officerId)));
          onClose();
        },
      )
      .then(() => tryAgain(field.current));
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
                description={[
                  ...officer.roles.map((role) => roleText[role]),
                  ...(treasury.missingFiles.officers.includes(officer.id)
                    ? [backupTexts.missingOfficer]
                    : []),
                ].join(', ')}
              />
            ))}
          </div>
        </Radio.Group>
        <PasswordField
          field={field}
          practice={treasury.practicePassword}
          focus
          {...(treasury.practicePassword === null ? {} : { hint: texts.officer.practice })}
          {...(task.problem?.code === 'password-wrong'
            ? { error: texts.officer.wrong(nameOf(officerId), treasury.practicePassword !== null) }
            : {})}
        />
        <DialogFoot
          task={task}
          onClose={onClose}
          submit={texts.officer.signIn}
          disabled={officerId === ''}
          keys={{ count: 1, text: texts.common.deriving }}
        />
      </form>
    </Dialog>
  );
}
