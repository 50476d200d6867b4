import { Button } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { VaultView } from '../../../electron/contract/vaults.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { OfficialApart, OfficialGate, useOfficialLibrary } from '../../components/official-library.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { withSecret } from '../../state/secret.ts';
import { useTask } from '../../state/use-task.ts';
import { officialTexts } from '../../texts/official-texts.ts';
import { texts } from '../../texts/texts.ts';

const text = officialTexts;

/** The official library is asked for the addresses of a vault; where it is not here, what is missing. */
export function SecondOpinionDialog(props: { readonly vault: VaultView; readonly onClose: () => void }) {
  const { vault, onClose } = props;
  const { practicePassword } = useTreasury();
  const reading = useOfficialLibrary();
  const [unenclosed, setUnenclosed] = useState(false);
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
            call('vault.second-opinion', {
              as: actingOfficer(),
              vaultId: vault.id,
              password,
              unenclosed,
            }),
          ),
        ({ compared }) => {
          noteGood(text.agrees(vault.name, compared), text.noted);
          onClose();
        },
      )
      .then(() => field.current?.focus());
  };
  const works = reading.value !== null && reading.value.works !== null;
  const apart = reading.value?.works?.apart ?? null;
  return (
    <Dialog size={540} title={text.dialog(vault.name)} busy={task.busy} onClose={onClose}>
      <div className="stack">
        <OfficialGate reading={reading}>
          <form className="stack" onSubmit={submit} autoComplete="off">
            <p className="dim">{text.intro}</p>
            <OfficialApart library={reading.value} agreed={unenclosed} onAgree={setUnenclosed} />
            <PasswordField
              field={field}
              practice={practicePassword}
              focus
              {...(practicePassword === null ? {} : { hint: texts.vault.practice })}
            />
            <DialogFoot
              task={task}
              onClose={onClose}
              submit={text.ask}
              disabled={apart === 'process' && !unenclosed}
              keys={{ count: 1, text: text.working }}
            />
          </form>
        </OfficialGate>
        {!works && (
          <div className="row row-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {text.close}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
