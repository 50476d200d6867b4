import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AddressBlocks } from '../../components/address.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useAsset } from '../../state/asset.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';

/** More than the float's maximum of a practice treasury: a first sweep has something to move. */
const FIRST_AMOUNT = '25000';

/** Practice networks only: a customer outside pays an address. */
export function PracticeDepositDialog(props: { readonly address: string; readonly onClose: () => void }) {
  const { unit } = useAsset();
  const form = useForm({ initialValues: { amount: FIRST_AMOUNT } });
  const task = useTask();
  const submit = form.onSubmit(({ amount }) => {
    void task.run(
      () => call('practice.deposit', { as: actingOfficer(), address: props.address, amount }),
      () => {
        noteGood(texts.accounts.simulated);
        props.onClose();
      },
    );
  });
  return (
    <Dialog title={texts.accounts.simulate} busy={task.busy} onClose={props.onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{texts.accounts.simulateHint}</p>
        <AddressBlocks address={props.address} />
        <TextInput
          {...form.getInputProps('amount')}
          label={texts.accounts.amount}
          rightSection={<span className="dim small">{unit}</span>}
          rightSectionWidth={52}
          data-autofocus
        />
        <DialogFoot task={task} onClose={props.onClose} submit={texts.accounts.simulateDo} />
      </form>
    </Dialog>
  );
}
