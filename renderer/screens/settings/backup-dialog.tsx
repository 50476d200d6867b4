import { Checkbox } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { SecondOfficer, useIsOnePerson } from '../../components/second-officer.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { refill } from '../../state/secret.ts';
import { withSecrets } from '../../state/secrets.ts';
import { useTask } from '../../state/use-task.ts';
import { backupTexts } from '../../texts/backup-texts.ts';
import { NewPassword } from '../ceremonies/new-password.tsx';

const text = backupTexts;

/** Writes a backup of the whole treasury: its passphrase, and which key files go along. */
export function BackupDialog({ onClose }: { readonly onClose: () => void }) {
  const { vaults, practicePassword, missingFiles } = useTreasury();
  const first = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const fields = useRef(new Map<string, HTMLInputElement>());
  const [differ, setDiffer] = useState(false);
  const [officers, setOfficers] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [second, setSecond] = useState<string | null>(null);
  const task = useTask();
  const takesTwo = !useIsOnePerson() && (officers || chosen.size > 0);
  const choose = (vaultId: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(vaultId);
    else next.delete(vaultId);
    setChosen(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [one, two] = [first.current, again.current];
    if (one === null || two === null || task.busy) return;
    setDiffer(one.value !== two.value);
    if (one.value !== two.value) {
      two.focus();
      return;
    }
    const withFile = [...chosen].flatMap((vaultId) => {
      const field = fields.current.get(vaultId);
      return field ? [{ vaultId, field }] : [];
    });
    const secrets = [one, two, ...withFile.map(({ field }) => field)];
    void task
      .run(
        () =>
          withSecrets(secrets, ([passphrase, repeated, ...passwords]) =>
            call('backup.write', {
              as: actingOfficer(),
              confirmedBy: takesTwo ? second : null,
              passphrase: passphrase!,
              again: repeated!,
              vaults: withFile.map(({ vaultId }, i) => ({ vaultId, password: passwords[i]! })),
              officers,
            }),
          ),
        (written) => {
          if (written === null) return;
          noteGood(text.done, written.file);
          onClose();
        },
      )
      .then(() => {
        for (const { field } of withFile) refill(field);
        first.current?.focus();
      });
  };
  return (
    <Dialog title={text.dialogTitle} busy={task.busy} onClose={onClose} size={620}>
      <form className="stack" onSubmit={submit} autoComplete="off">
        <p className="dim">{text.passphraseHint}</p>
        <NewPassword first={first} again={again} differ={differ} label={text.passphrase} focus />
        <fieldset className="key-choice">
          <legend>
            <strong>{text.withKeys}</strong>
          </legend>
          <p className="dim">{text.withKeysHint}</p>
          <Checkbox
            label={text.withOfficers}
            description={text.withOfficersHint}
            checked={officers}
            onChange={(event) => setOfficers(event.currentTarget.checked)}
          />
          {vaults
            .filter(({ id }) => !missingFiles.vaults.includes(id))
            .map(({ id, name }) => (
              <div key={id}>
                <Checkbox
                  label={text.withVault(name)}
                  description={text.withVaultHint}
                  checked={chosen.has(id)}
                  onChange={(event) => choose(id, event.currentTarget.checked)}
                />
                {chosen.has(id) && (
                  <PasswordField
                    field={(input) => {
                      if (input) fields.current.set(id, input);
                      else fields.current.delete(id);
                    }}
                    practice={practicePassword}
                    label={text.vaultPassword(name)}
                    hint={text.vaultPasswordHint}
                  />
                )}
              </div>
            ))}
        </fieldset>
        {takesTwo && <SecondOfficer value={second} onChange={setSecond} />}
        <p className="dim small">{text.notIn}</p>
        <DialogFoot
          task={task}
          disabled={takesTwo && second === null}
          onClose={onClose}
          submit={text.do}
          keys={{ count: 1 + chosen.size, text: text.writing }}
        />
      </form>
    </Dialog>
  );
}
