import { type FormEvent, useRef, useState } from 'react';
import type { VaultView } from '../../../electron/contract/vaults.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { SecondOfficer, useIsOnePerson } from '../../components/second-officer.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { withSecrets } from '../../state/secrets.ts';
import { useTask } from '../../state/use-task.ts';
import { vaultTexts } from '../../texts/ceremony-texts.ts';
import { texts } from '../../texts/texts.ts';
import { NewPassword } from '../ceremonies/new-password.tsx';

const text = vaultTexts;

/** Another password for a vault's file. The words on paper stay what they are. */
export function ChangePasswordDialog(props: { readonly vault: VaultView; readonly onClose: () => void }) {
  const { vault, onClose } = props;
  const { practicePassword } = useTreasury();
  const present = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [differ, setDiffer] = useState(false);
  const takesTwo = !useIsOnePerson() && vault.kind === 'cold';
  const [second, setSecond] = useState<string | null>(null);
  const task = useTask();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [old, one, two] = [present.current, first.current, again.current];
    if (old === null || one === null || two === null || task.busy) return;
    const same = one.value === two.value;
    setDiffer(!same);
    if (!same) {
      two.focus();
      return;
    }
    void task
      .run(
        () =>
          withSecrets([old, one, two], ([password, next, repeated]) =>
            call('vault.change-password', {
              as: actingOfficer(),
              confirmedBy: takesTwo ? second : null,
              vaultId: vault.id,
              password: password!,
              next: next!,
              again: repeated!,
            }),
          ),
        () => {
          noteGood(text.changed(vault.name));
          onClose();
        },
      )
      .then(() => present.current?.focus());
  };
  return (
    <Dialog title={text.changeTitle(vault.name)} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit} autoComplete="off">
        <p className="dim">{text.changeIntro}</p>
        <p className="dim">{text.twoThings}</p>
        <PasswordField
          field={present}
          practice={practicePassword}
          label={text.oldPassword}
          focus
          {...(practicePassword === null ? {} : { hint: texts.vault.practice })}
        />
        <NewPassword first={first} again={again} differ={differ} />
        {takesTwo && <SecondOfficer value={second} onChange={setSecond} />}
        <DialogFoot
          task={task}
          disabled={takesTwo && second === null}
          onClose={onClose}
          submit={text.changeDo}
          keys={{ count: 2, text: text.working }}
        />
      </form>
    </Dialog>
  );
}
