import { Button } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { VaultView } from '../../electron/contract/vaults.ts';
import { Dialog } from '../components/dialog.tsx';
import { ErrorNotice } from '../components/error-notice.tsx';
import { KeyProgress } from '../components/key-progress.tsx';
import { PasswordField } from '../components/password-field.tsx';
import { call } from '../state/call.ts';
import { noteGood } from '../state/notices.ts';
import { withSecret } from '../state/secret.ts';
import { useTask } from '../state/use-task.ts';
import { words } from '../text/words.ts';

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
  if (task.trouble?.code === 'stronghold-version-2' && !old) setOld(true);
  const busy = task.busy || migration.busy;
  const trouble = migration.trouble ?? task.trouble;
  const migrate = () => {
    const input = field.current;
    if (input === null || busy) return;
    task.clear();
    void migration
      .run(
        () => withSecret(input, (password) => call('vault.migrate', { vaultId: vault.id, password })),
        () => {
          noteGood(words.vault.migrated(vault.name));
          setOld(false);
        },
      )
      .then(() => field.current?.focus());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (input === null || busy) return;
    migration.clear();
    void task
      .run(
        () => withSecret(input, (password) => call('vault.unlock', { vaultId: vault.id, password })),
        () => {
          noteGood(words.vault.unlocked(vault.name));
          onClose();
        },
      )
      .then(() => field.current?.focus());
  };
  return (
    <Dialog title={words.vault.unlockName(vault.name)} busy={busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{words.vault.intro}</p>
        <PasswordField
          field={field}
          practice={props.practice}
          focus
          hint={props.practice === null ? words.vault.opening : words.vault.practice}
        />
        {trouble && <ErrorNotice trouble={trouble} />}
        {old && <p>{words.vault.oldFile}</p>}
        <KeyProgress busy={busy} keys={1}>
          {words.common.deriving}
        </KeyProgress>
        <div className="row row-end">
          <Button variant="default" disabled={busy} onClick={onClose}>
            {words.common.cancel}
          </Button>
          {old && (
            <Button variant="light" loading={migration.busy} disabled={task.busy} onClick={migrate}>
              {words.vault.migrate}
            </Button>
          )}
          <Button type="submit" loading={task.busy} disabled={migration.busy}>
            {words.vault.unlock}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
