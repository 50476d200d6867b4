import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { amountText } from '../../components/amount.tsx';
import { bringIntoView } from '../../components/bring-into-view.ts';
import { problemText } from '../../components/error-notice.tsx';
import { Alike } from '../../components/in-book.tsx';
import { Panel } from '../../components/panel.tsx';
import { Repeated } from '../../components/repeated.tsx';
import { RequestFoot } from '../../components/request-foot.tsx';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { useActingOfficer, useTreasury } from '../../state/app-context.ts';
import { useAsset } from '../../state/asset.ts';
import { call, type Problem } from '../../state/call.ts';
import { placeOfMovement, useNavigation } from '../../state/navigation.ts';
import { noteGood } from '../../state/notices.ts';
import { useReading } from '../../state/use-reading.ts';
import { useTask } from '../../state/use-task.ts';
import { proposedVault, vaultsInUse } from '../../state/vaults-in-use.ts';
import { repeatTexts } from '../../texts/repeat-texts.ts';
import { texts } from '../../texts/texts.ts';
import { ChooseRecipient, type ChosenRecipient } from './choose-recipient.tsx';
import { WithdrawalPreview } from './withdrawal-preview.tsx';

const text = texts.withdrawals;

/** The field that a problem of the preview belongs to. */
function fieldOf(problem: Problem | null): 'recipient' | 'amount' | 'reference' | 'form' | null {
  if (problem === null) return null;
  if (problem.code.startsWith('address-')) return 'recipient';
  if (problem.code.startsWith('reference-')) return 'reference';
  return problem.code.startsWith('amount-') ? 'amount' : 'form';
}

/** What the form begins with. */
export interface WithdrawalDraft {
  readonly vaultId: string;
  readonly recipient: string;
  /** As one types it. */
  readonly amount: string;
  readonly reference: string;
}

/** What appears in the foot takes room from the fields: the one in which somebody types stays in sight. */
const keepFieldInSight = (): void => bringIntoView(document.activeElement);

/** The form of a withdrawal; what will be requested is read back by the main process while one types. */
export function NewWithdrawal(props: {
  /** Null: an empty form. */
  readonly draft: WithdrawalDraft | null;
  readonly onClose: () => void;
  readonly onRequested: (id: string) => void;
}) {
  const treasury = useTreasury();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { unit } = useAsset();
  const go = useNavigation((navigation) => navigation.go);
  const form = useForm({
    initialValues: props.draft ?? {
      vaultId: proposedVault(treasury.vaults)?.id ?? '',
      recipient: '',
      amount: '',
      reference: '',
    },
  });
  const typed = form.values;
  const { vaultId, recipient, amount, reference } = typed;
  /** The earlier payment of the same that the maker has seen and says this one is meant beside. */
  const [meant, setMeant] = useState<string | null>(null);
  /** The recipient of the address book that was chosen; null where an address is typed. */
  const [chosen, setChosen] = useState<ChosenRecipient | null>(null);
  const bookEntry = chosen !== null && chosen.address === recipient ? { bookEntry: chosen.id } : {};
  const asked = { ...typed, ...bookEntry };
  const [settled] = useDebouncedValue(JSON.stringify(asked), 250);
  const waiting = settled !== JSON.stringify(asked);
  const as = useActing();
  const preview = useReading(
    'withdrawal.preview',
    recipient.trim() === '' && amount.trim() === '' ? null : { as, ...(JSON.parse(settled) as typeof asked) },
    ['app', 'accounts'],
  );
  const typedRecipient = (JSON.parse(settled) as typeof asked).recipient;
  // Whatever else is still missing or wrong, a look-alike is said at once.
  const checked = useReading(
    'book.check',
    typedRecipient.trim() === '' ? null : { as, address: typedRecipient },
    ['app'],
  );
  const isSaidBelow = preview.problem === null && preview.value !== null;
  const alike = isSaidBelow || checked.problem !== null ? [] : (checked.value?.alike ?? []);
  const task = useTask();
  const wrong = fieldOf(preview.problem);
  const said = preview.problem ? problemText(preview.problem) : null;
  const officer = useActingOfficer();
  // A reading keeps its value when reading again fails; what is requested must be understood now.
  const understood = waiting || preview.problem !== null ? null : preview.value;
  const newest = understood?.repeats[0]?.id ?? null;
  const unsaid = newest !== null && newest !== meant;
  const missing =
    preview.problem !== null && recipient !== '' && amount !== ''
      ? text.wrong
      : unsaid
        ? repeatTexts.sayFirst
        : understood === null
          ? text.incomplete
          : null;

  const submit = form.onSubmit(() => {
    if (missing !== null || officer === null) return;
    void task.run(
      () =>
        call('withdrawal.request', {
          as: actingOfficer(),
          ...asked,
          ...(newest === null ? {} : { repeats: newest }),
        }),
      ({ id }) => {
        noteGood(text.requested, reference);
        props.onRequested(id);
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
          <RequestFoot task={task} submit={text.request} missing={missing} signInFirst={text.signInFirst}>
            {understood !== null && understood.repeats.length > 0 && (
              <Repeated
                ref={keepFieldInSight}
                brief
                earlier={understood.repeats}
                onShow={(id) => go(placeOfMovement('withdrawal', id))}
              >
                <Checkbox
                  label={repeatTexts.meant}
                  description={repeatTexts.meantWhere}
                  checked={!unsaid}
                  onChange={(event) => setMeant(event.currentTarget.checked ? newest : null)}
                />
              </Repeated>
            )}
          </RequestFoot>
        }
      >
        <NativeSelect
          ref={first}
          {...form.getInputProps('vaultId')}
          label={text.from}
          data={vaultsInUse(treasury.vaults).map((vault) => ({
            value: vault.id,
            label: vault.free === null ? vault.name : text.fromFree(vault.name, amountText(vault.free)),
          }))}
        />
        <ChooseRecipient
          chosen={chosen}
          onChoose={(next) => {
            setChosen(next);
            if (next !== null) form.setFieldValue('recipient', next.address);
          }}
        />
        <Textarea
          {...form.getInputProps('recipient')}
          label={text.recipient}
          description={text.recipientHint}
          classNames={{ input: 'mono' }}
          rows={2}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          error={
            wrong === 'recipient' && recipient.trim() !== '' && said ? `${said.what} ${said.next}` : null
          }
          onChange={(event) => {
            setChosen(null);
            form.setFieldValue('recipient', event.currentTarget.value.replace(/[\r\n]/g, ''));
          }}
        />
        <Alike names={alike.map(({ name }) => name)} />
        <TextInput
          {...form.getInputProps('amount')}
          label={text.amount}
          classNames={{ input: 'amount' }}
          autoComplete="off"
          inputMode="decimal"
          maxLength={1000}
          rightSection={<span className="dim small">{unit}</span>}
          rightSectionWidth={52}
          error={wrong === 'amount' && amount.trim() !== '' && said ? `${said.what} ${said.next}` : null}
        />
        <TextInput
          {...form.getInputProps('reference')}
          label={text.reference}
          description={text.referenceHint}
          autoComplete="off"
          maxLength={1000}
          error={wrong === 'reference' && said ? `${said.what} ${said.next}` : null}
        />
        <WithdrawalPreview
          vaultId={vaultId}
          preview={understood}
          problem={wrong === 'form' ? preview.problem : null}
          onRetry={preview.retry}
        />
      </Panel>
    </form>
  );
}
