import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { AddressBlocks } from '../../components/address.tsx';
import { ErrorNotice, problemText } from '../../components/error-notice.tsx';
import { Alike } from '../../components/in-book.tsx';
import { Panel } from '../../components/panel.tsx';
import { StrangeAddress } from '../../components/strange-address.tsx';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { useActingOfficer } from '../../state/app-context.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { noteGood } from '../../state/notices.ts';
import { useReading } from '../../state/use-reading.ts';
import { useTask } from '../../state/use-task.ts';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';
import { texts } from '../../texts/texts.ts';
import { actOnBook } from './act-on-book.ts';
import { AddressField } from './address-field.tsx';
import { NameField, NoteAndGroups, oneLine } from './describe-fields.tsx';

/** The form of a new recipient; its address is read back while one types, and compared with trusted ones. */
export function EnterRecipient(props: {
  readonly onClose: () => void;
  readonly onEntered: (id: string) => void;
}) {
  const form = useForm({ initialValues: { name: '', address: '', note: '', groups: '' } });
  const { values } = form;
  const [address] = useDebouncedValue(values.address, 250);
  const as = useActing();
  const officer = useActingOfficer();
  const show = useDialogs((dialogs) => dialogs.show);
  const checked = useReading('book.check', address.trim() === '' ? null : { as, address }, ['app']);
  const task = useTask();
  const waiting = address !== values.address;
  const understood = waiting || checked.problem !== null ? null : checked.value;
  const ready = understood !== null && values.name.trim() !== '';
  const submit = form.onSubmit((typed) => {
    if (!ready || officer === null) return;
    void task.run(
      () => actOnBook('book.enter', { as: actingOfficer(), ...typed, note: oneLine(typed.note) }),
      ({ id }) => {
        noteGood(text.entered, typed.name);
        props.onEntered(id);
      },
    );
  });
  return (
    <form className="panel-form" onSubmit={submit} aria-label={text.create}>
      <Panel
        label={text.create}
        title={<h2>{text.create}</h2>}
        onClose={props.onClose}
        foot={
          <div className="actions">
            {task.problem && <ErrorNotice problem={task.problem} />}
            <div className="row row-wrap">
              <Button size="sm" type="submit" disabled={!ready || officer === null} loading={task.busy}>
                {text.enter}
              </Button>
              {officer === null ? (
                <>
                  <span className="action-why">{text.signInFirst}</span>
                  <Button variant="light" size="compact-sm" onClick={() => show({ kind: 'sign-in' })}>
                    {texts.officer.signIn}
                  </Button>
                </>
              ) : (
                <span className="action-why">{ready ? text.enterHint : text.incomplete}</span>
              )}
            </div>
          </div>
        }
      >
        <NameField form={form} />
        <AddressField
          label={text.address}
          description={text.addressHint}
          value={values.address}
          onChange={(typed) => form.setFieldValue('address', typed)}
          error={
            !waiting && checked.problem && values.address.trim() !== ''
              ? `${problemText(checked.problem).what} ${problemText(checked.problem).next}`
              : null
          }
        />
        {understood && (
          <div className="block" aria-live="polite">
            <AddressBlocks address={understood.address} label={text.address} />
            {understood.otherForms.map((other) => (
              <div key={other.name} className="mono legacy">
                {other.text}
              </div>
            ))}
            <StrangeAddress strange={understood.strange} />
            <Alike names={understood.alike.map(({ name }) => name)} />
          </div>
        )}
        <NoteAndGroups form={form} />
      </Panel>
    </form>
  );
}
