import { NativeSelect, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { checkMessageText } from '../../../electron/core/message/message-text.ts';
import { problemText } from '../../components/error-notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { RequestFoot } from '../../components/request-foot.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useActingOfficer, useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { shownAgain } from '../../state/queries.ts';
import { useTask } from '../../state/use-task.ts';
import { vaultsInUse } from '../../state/vaults-in-use.ts';
import { messageTexts as text } from '../../texts/message-texts.ts';
import { texts } from '../../texts/texts.ts';

/** The form of a new control proof. The vault that is chosen puts its receiving address into the field. */
export function NewMessage(props: {
  readonly onClose: () => void;
  readonly onAsked: (digest: string) => void;
}) {
  const { vaults } = useTreasury();
  const inUse = vaultsInUse(vaults);
  const addressOf = (id: string) => inUse.find((vault) => vault.id === id)?.receiveAddress ?? '';
  const form = useForm({ initialValues: { vaultId: '', address: '', text: '' } });
  const { values } = form;
  const task = useTask();
  const officer = useActingOfficer();
  const readable = checkMessageText(values.text);
  const isBegun = values.text !== '';
  const missing =
    isBegun && !readable.ok
      ? texts.withdrawals.wrong
      : isBegun && values.vaultId !== '' && values.address.trim() !== ''
        ? null
        : text.incomplete;
  const submit = form.onSubmit(() => {
    if (missing !== null || officer === null) return;
    void task.run(
      () => call('message.ask', { as: actingOfficer(), ...values }),
      ({ digest }) => {
        noteGood(text.asked, '');
        void shownAgain('message.list');
        props.onAsked(digest);
      },
    );
  });
  return (
    <form className="panel-form" onSubmit={submit} aria-label={text.create}>
      <Panel
        label={text.create}
        title={<h2>{text.create}</h2>}
        onClose={props.onClose}
        foot={<RequestFoot task={task} submit={text.ask} missing={missing} signInFirst={text.signInFirst} />}
      >
        <NativeSelect
          label={text.vault}
          value={values.vaultId}
          data={[
            { value: '', label: text.choose },
            ...inUse.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            form.setValues({ vaultId: value, address: addressOf(value) })
          }
        />
        <Textarea
          {...form.getInputProps('address')}
          label={text.address}
          description={text.addressHint}
          classNames={{ input: 'mono' }}
          rows={2}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          onChange={(event) =>
            form.setFieldValue('address', event.currentTarget.value.replace(/[\r\n]/g, ''))
          }
        />
        <Textarea
          {...form.getInputProps('text')}
          label={text.text}
          description={text.textHint}
          rows={5}
          autoComplete="off"
          spellCheck={false}
          maxLength={8000}
          error={isBegun && !readable.ok ? `${problemText(readable).what} (${readable.message})` : null}
        />
        {isBegun && readable.ok && (
          <p className="dim small">{text.size([...values.text].length, values.text.split('\n').length)}</p>
        )}
      </Panel>
    </form>
  );
}
