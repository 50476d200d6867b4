import { type FormEvent, useRef } from 'react';
import type { VaultView } from '../../../electron/contract/vaults.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { withSecret } from '../../state/secret.ts';
import { useTask } from '../../state/use-task.ts';
import { vaultTexts } from '../../texts/ceremony-texts.ts';
import { texts } from '../../texts/texts.ts';

const text = vaultTexts;

/** A copy of a vault's file elsewhere, proven to open. */
export function SaveCopyDialog(props: { readonly vault: VaultView; readonly onClose: () => void }) {
  const { vault, onClose } = props;
  const { practicePassword } = useTreasury();
  const field = useRef<HTMLInputElement>(null);
  const task = useTask();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null) return;
    void task
      .run(
        () =>
          withSecret(input, (password) =>
            call('vault.save-copy', { as: actingOfficer(), vaultId: vault.id, password }),
          ),
        ({ file }) => {
          if (file !== null) noteGood(text.copied, file);
          onClose();
        },
      )
      .then(() => field.current?.focus());
  };
  return (
    <Dialog title={text.copyTitle(vault.name)} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit} autoComplete="off">
        <p className="dim">{text.copyIntro}</p>
        <p className="dim">{text.notInFile}</p>
        <PasswordField
          field={field}
          practice={practicePassword}
          focus
          {...(practicePassword === null ? {} : { hint: texts.vault.practice })}
        />
        <DialogFoot
          task={task}
          onClose={onClose}
          submit={text.copyDo}
          keys={{ count: 1, text: text.working }}
        />
      </form>
    </Dialog>
  );
}
