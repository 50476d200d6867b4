import { type FormEvent, useState } from 'react';
import type { BookView } from '../../../electron/contract/address-book.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { Facts } from '../../components/panel.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';
import { actOnBook } from './act-on-book.ts';
import { AddressField } from './address-field.tsx';

/** Another officer types or scans the whole address. The entry is the one that was on the screen when the dialog opened. */
export function VerifyDialog(props: {
  readonly id: string;
  readonly pending: NonNullable<BookView['pending']>;
  readonly onClose: () => void;
}) {
  const { id, onClose } = props;
  const [pending] = useState(props.pending);
  const [address, setAddress] = useState('');
  const task = useTask();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () => actOnBook('book.verify', { as: actingOfficer(), id, digest: pending.digest, address }),
      () => {
        noteGood(text.verified, pending.name);
        onClose();
      },
    );
  };
  return (
    <Dialog size={560} title={text.verifyTitle(pending.name)} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.verifyHint}</p>
        <Facts
          of={[
            [text.groupsLabel, pending.groups.length === 0 ? text.noGroups : pending.groups.join(', ')],
            ...(pending.note === '' ? [] : ([[text.noteLabel, pending.note]] as const)),
            [text.enteredBy, pending.enteredBy],
          ]}
        />
        <AddressField label={text.verifyAddress} value={address} onChange={setAddress} />
        <DialogFoot task={task} onClose={onClose} submit={text.verifyDo} disabled={address.trim() === ''} />
      </form>
    </Dialog>
  );
}
