import { NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { DialogFoot } from '../components/dialog-foot.tsx';
import { actingOfficer } from '../state/acting.ts';
import { useTreasury } from '../state/app-context.ts';
import { call } from '../state/call.ts';
import { noteGood } from '../state/notices.ts';
import { useTask } from '../state/use-task.ts';
import { freezeTexts as text } from '../texts/freeze-texts.ts';

/** One officer freezes a vault, or all of them, at once. */
export function FreezeDialog(props: {
  /** What is chosen at first; null: every vault. */
  readonly vaultId: string | null;
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  const { vaults } = useTreasury();
  const task = useTask();
  const [vaultId, setVaultId] = useState(props.vaultId);
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () => call('vault.freeze', { as: actingOfficer(), vaultId, reason }),
      () => {
        noteGood(text.done);
        onClose();
      },
    );
  };
  return (
    <Dialog title={text.title} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <NativeSelect
          label={text.what}
          value={vaultId ?? ''}
          onChange={({ currentTarget: { value } }) => setVaultId(value === '' ? null : value)}
          data={[
            { value: '', label: text.everyVault },
            ...vaults.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextInput
          label={text.reason}
          description={text.reasonHint}
          autoComplete="off"
          maxLength={140}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ul style={{ listStyle: 'disc', paddingLeft: 20 }}>
          {text.effects.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <DialogFoot task={task} onClose={onClose} submit={text.doIt} />
      </form>
    </Dialog>
  );
}
