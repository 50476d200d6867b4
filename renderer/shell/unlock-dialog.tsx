import { Button } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { VaultView } from '../../electron/contract/vaults.ts';
import { Dialog } from '../components/dialog.tsx';
import { ErrorNotice } from '../components/error-notice.tsx';
import { KeyProgress } from '../components/key-progress.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { actingOfficer } from '../state/acting.ts';
import { call } from '../state/call.ts';
import { noteGood } from '../state/notices.ts';
import { tryAgain, withSecret } from '../state/secret.ts';
import { useTask } from '../state/use-task.ts';
import { texts } from '../texts/texts.ts';

/** Opens a vault for the signer. */
export function UnlockDialog(props: {
  readonly vault: VaultView;
  readonly practice: string | null;
  readonly onClose: () => void;
}) {
  const { vault, onClose } = props;
  const field = useRef<HTMLInputElement>(null);
  const task = useTask();
  const migration = useTask();
  // Asked for, never done by itself: the old file is replaced, and kept aside.
  const [old, setOld] = useState(false);
  if (task.problem?.code === 'stronghold-version-2' && !old) setOld(true);
  const busy = task.busy || migration.busy;
  const problem = migration.problem ?? task.problem;
  const migrate = () => {
    const input = field.current;
    if (input === null || busy) return;
    task.clear();
    void migration
      .run(
        () =>
          withSecret(input, (password) =>
            call('vault.migrate', { as: actingOfficer(), vaultId: vault.id, password }),
          ),
        () => {
          noteGood(texts.vault.migrated(vault.name));
          setOld(false);
        },
      )
      .then(() => tryAgain(field.current));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null || busy) return;
    migration.clear();
    void task
      .run(
        () =>
          withSecret(input, (password) =>
            call('vault.unlock', { as: actingOfficer(), vaultId: vault.id, password }),
          ),
        () => {
          noteGood(texts.vault.unlocked(vault.name));
          onClose();
        },
      )
      .then(() => tryAgain(field.current));
  };
  return (
    <Dialog title={texts.vault.unlockName(vault.name)} busy={busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{texts.vault.intro}</p>
        <PasswordField
          field={field}
          practice={props.practice}
          focus
          hint={props.practice === null ? texts.vault.opening : texts.vault.practice}
          {...(problem?.code === 'password-wrong'
            ? { error: texts.vault.wrong(vault.name, props.practice !== null) }
            : {})}
        />
        {problem && <ErrorNotice problem={problem} />}
        {old && <p>{texts.vault.oldFile}</p>}
        <KeyProgress busy={busy} keys={1}>
          {texts.common.deriving}
        </KeyProgress>
        <div className="row row-end">
          <Button variant="default" disabled={busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          {old && (
            <Button variant="light" loading={migration.busy} disabled={task.busy} onClick={migrate}>
              {texts.vault.migrate}
            </Button>
          )}
          <Button type="submit" loading={task.busy} disabled={migration.busy}>
            {texts.vault.unlock}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
