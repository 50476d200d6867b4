import { Radio, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { proposedVault, vaultsInUse } from '../../state/vaults-in-use.ts';
import { vaultStateText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';

/** A new account: its name, and the vault whose key it derives from. */
export function NewAccountDialog(props: {
  readonly onClose: () => void;
  readonly onCreated: (row: AccountRow) => void;
}) {
  const { vaults } = useTreasury();
  const form = useForm({ initialValues: { alias: '', vaultId: proposedVault(vaults)?.id ?? '' } });
  const task = useTask();
  const submit = form.onSubmit((typed) => {
    void task.run(
      () => call('account.create', { as: actingOfficer(), ...typed }),
      (row) => {
        noteGood(texts.accounts.created(row.alias));
        props.onCreated(row);
      },
    );
  });
  return (
    <Dialog title={texts.accounts.createTitle} busy={task.busy} onClose={props.onClose}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          {...form.getInputProps('alias')}
          label={texts.accounts.alias}
          description={texts.accounts.aliasHint}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <Radio.Group label={texts.accounts.vault} {...form.getInputProps('vaultId')}>
          <div className="officer-choice">
            {vaultsInUse(vaults).map((vault) => (
              <Radio
                key={vault.id}
                value={vault.id}
                label={vault.name}
                description={vaultStateText[vault.state]}
              />
            ))}
          </div>
        </Radio.Group>
        <DialogFoot
          task={task}
          onClose={props.onClose}
          submit={texts.accounts.createDo}
          vaultId={form.values.vaultId}
        />
      </form>
    </Dialog>
  );
}
