import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCoins } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { MAX_NOTE_LENGTH } from '../../../electron/core/account/note.ts';
import { Amount } from '../../components/amount.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';

const text = texts.accounts;
type Props = { readonly row: AccountRow; readonly onClose: () => void };

const of = ({ vaultId, index }: AccountRow) => ({ as: actingOfficer(), vaultId, account: index });

/** Another name; the form says what becomes of the present one. */
export function RenameDialog({ row, onClose }: Props) {
  const form = useForm({ initialValues: { alias: row.alias } });
  const task = useTask();
  const submit = form.onSubmit(({ alias }) => {
    void task.run(
      () => call('account.rename', { ...of(row), alias }),
      (renamed) => {
        noteGood(text.renamed(renamed.alias));
        onClose();
      },
    );
  });
  return (
    <Dialog title={text.renameTitle} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.renameHint}</p>
        <TextInput
          {...form.getInputProps('alias')}
          label={text.alias}
          description={text.aliasHint}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          data-autofocus
        />
        <DialogFoot
          task={task}
          onClose={onClose}
          submit={text.renameDo}
          disabled={form.values.alias.trim() === ''}
        />
      </form>
    </Dialog>
  );
}

/** Free text about an account; an empty one takes it away. */
export function NoteDialog({ row, onClose }: Props) {
  const form = useForm({ initialValues: { note: row.note } });
  const task = useTask();
  const submit = form.onSubmit(({ note }) => {
    const written = note.trim().replace(/\s*[\r\n]+\s*/g, ' ');
    void task.run(
      () => call('account.note', { ...of(row), note: written }),
      () => {
        noteGood(text.noted);
        onClose();
      },
    );
  });
  return (
    <Dialog title={text.noteTitle(row.alias)} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Textarea
          {...form.getInputProps('note')}
          label={text.note}
          description={text.noteHint}
          rows={4}
          maxLength={MAX_NOTE_LENGTH}
          data-autofocus
        />
        <DialogFoot task={task} onClose={onClose} submit={text.noteDo} />
      </form>
    </Dialog>
  );
}

/** Says what lies on the account before it leaves the lists: what was seen here is what is archived. */
export function ArchiveDialog({ row, onClose }: Props) {
  const task = useTask();
  const hasMoney = row.balance !== '0';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () => call('account.archive', { ...of(row), holds: row.balance }),
      () => {
        noteGood(text.archivedDone(row.alias));
        onClose();
      },
    );
  };
  return (
    <Dialog title={text.archiveTitle(row.alias)} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.archiveHint}</p>
        {hasMoney && (
          <p className="notice" data-tone="warn">
            <IconCoins size={18} aria-hidden />
            <span>
              <strong>
                <Amount units={row.balance} />
              </strong>{' '}
              {text.archiveMoney}
            </span>
          </p>
        )}
        <DialogFoot task={task} onClose={onClose} submit={hasMoney ? text.archiveDoMoney : text.archiveDo} />
      </form>
    </Dialog>
  );
}
