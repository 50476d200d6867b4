import { useForm } from '@mantine/form';
import type { FormEvent } from 'react';
import type { BookView } from '../../../electron/contract/address-book.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';
import { actOnBook } from './act-on-book.ts';
import { NameField, NoteAndGroups, oneLine } from './describe-fields.tsx';

/** Another name, note and groups, which another officer verifies. */
export function ChangeDialog({ view, onClose }: { readonly view: BookView; readonly onClose: () => void }) {
  const task = useTask();
  const { name, note, groups } = view.pending ?? view;
  const form = useForm({ initialValues: { name, note, groups: groups.join(', ') } });
  const submit = form.onSubmit((typed) => {
    const input = { as: actingOfficer(), id: view.id, ...typed, note: oneLine(typed.note) };
    void task.run(
      () => actOnBook('book.change', input),
      () => {
        noteGood(text.changed, typed.name);
        onClose();
      },
    );
  });
  return (
    <Dialog title={text.changeTitle} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.changeHint}</p>
        <NameField form={form} />
        <NoteAndGroups form={form} />
        <DialogFoot
          task={task}
          onClose={onClose}
          submit={text.changeDo}
          disabled={form.values.name.trim() === ''}
        />
      </form>
    </Dialog>
  );
}

/** One officer takes a recipient out of the book. */
export function RemoveDialog(props: {
  readonly view: BookView;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const { view, onClose } = props;
  const task = useTask();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () => actOnBook('book.remove', { as: actingOfficer(), id: view.id }),
      () => {
        noteGood(text.removed, view.name);
        props.onRemoved();
      },
    );
  };
  return (
    <Dialog size={560} title={text.removeTitle(view.name)} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.removeHint}</p>
        {view.address !== null && <AddressBlocks address={view.address} label={text.address} />}
        <DialogFoot task={task} onClose={onClose} submit={text.removeDo} />
      </form>
    </Dialog>
  );
}
