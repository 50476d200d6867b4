import { Button } from '@mantine/core';
import { useState } from 'react';
import type { BookView } from '../../../electron/contract/address-book.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Alike } from '../../components/in-book.tsx';
import { FullMoment, Moment } from '../../components/moment.tsx';
import { Facts, Panel, Section } from '../../components/panel.tsx';
import { StrangeAddress } from '../../components/strange-address.tsx';
import { WaitingPanel } from '../../components/waiting-panel.tsx';
import { useActing } from '../../state/acting.ts';
import { useReading } from '../../state/use-reading.ts';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';
import { texts } from '../../texts/texts.ts';
import { ChangeDialog, RemoveDialog } from './change-dialogs.tsx';
import { RecipientBadge } from './recipient-badge.tsx';
import { VerifyDialog } from './verify-dialog.tsx';

/** One recipient: its whole address once it is verified, who signed for it, and what can be done next. */
export function RecipientPanel(props: { readonly id: string; readonly onClose: () => void }) {
  const { id, onClose } = props;
  const reading = useReading('book.read', { as: useActing(), id }, ['movements', 'app']);
  const view = reading.value;
  if (view === null) return <WaitingPanel label={text.title} reading={reading} onClose={onClose} />;
  return (
    <Panel
      label={view.name}
      onClose={onClose}
      title={
        <div className="stack-tight">
          <h2 className="breaks">{view.name}</h2>
          <div className="row">
            <RecipientBadge state={view.state} />
            <span className="dim small">{text.means[view.state]}</span>
          </div>
        </div>
      }
      foot={<Actions view={view} onRemoved={onClose} />}
    >
      {reading.problem && <ErrorNotice problem={reading.problem} onRetry={reading.retry} />}
      <Alike names={view.alike} />
      {view.address === null ? (
        <p className="dim">{text.hidden}</p>
      ) : (
        <div className="block">
          <div className="block-label">{text.address}</div>
          <AddressBlocks address={view.address} label={text.address} />
          {view.otherForms.map((form) => (
            <div key={form.name} className="mono legacy">
              {form.text}
            </div>
          ))}
          <StrangeAddress strange={view.strange} />
        </div>
      )}
      <Facts
        of={[
          [text.groupsLabel, view.groups.length === 0 ? text.noGroups : view.groups.join(', ')],
          ...(view.note === '' ? [] : ([[text.noteLabel, view.note]] as const)),
          [text.enteredBy, view.enteredBy],
          [text.verifiedBy, view.verifiedBy.length === 0 ? text.nobodyYet : view.verifiedBy.join(', ')],
          ...(view.usableFrom === null
            ? []
            : ([[text.usableFrom, <FullMoment key="from" at={view.usableFrom} />]] as const)),
        ]}
      />
      {view.usableFrom !== null && <p className="dim small">{text.usableHint}</p>}
      {view.pending && <Pending pending={view.pending} isChange={view.changing} />}
      <Section title={text.history}>
        <ul className="people">
          {view.history.map(({ at, what, officerName }) => (
            <li key={`${at} ${what} ${officerName}`}>
              <strong>{officerName}</strong>
              <span>{text.events[what]}</span>
              <Moment at={at} />
            </li>
          ))}
        </ul>
      </Section>
    </Panel>
  );
}

function Pending({
  pending,
  isChange,
}: {
  readonly pending: NonNullable<BookView['pending']>;
  readonly isChange: boolean;
}) {
  return (
    <Section title={isChange ? text.waits : text.waitsNew}>
      <Facts
        of={[
          [text.name, pending.name],
          [text.groupsLabel, pending.groups.length === 0 ? text.noGroups : pending.groups.join(', ')],
          ...(pending.note === '' ? [] : ([[text.noteLabel, pending.note]] as const)),
          [text.enteredBy, pending.enteredBy],
        ]}
      />
      <p className="dim small">{text.signedOf(pending.signed, pending.needed)}</p>
      {pending.refusal && <ErrorNotice problem={pending.refusal} />}
    </Section>
  );
}

function Actions({ view, onRemoved }: { readonly view: BookView; readonly onRemoved: () => void }) {
  const [asking, setAsking] = useState<'verify' | 'change' | 'remove' | null>(null);
  const close = () => setAsking(null);
  if (!view.mayChange) return null;
  return (
    <section className="actions" aria-label={texts.movements.actions}>
      <div className="row row-wrap">
        {view.pending?.refusal === null && (
          <Button size="xs" onClick={() => setAsking('verify')}>
            {text.verify}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => setAsking('change')}>
          {text.change}
        </Button>
        <Button size="xs" variant="default" onClick={() => setAsking('remove')}>
          {text.remove}
        </Button>
      </div>
      {asking === 'verify' && view.pending && (
        <VerifyDialog id={view.id} pending={view.pending} onClose={close} />
      )}
      {asking === 'change' && <ChangeDialog view={view} onClose={close} />}
      {asking === 'remove' && <RemoveDialog view={view} onClose={close} onRemoved={onRemoved} />}
    </section>
  );
}
