import { Button, Skeleton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Panel, Section } from '../../components/panel.tsx';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood, noteProblem } from '../../state/notices.ts';
import { useReading } from '../../state/use-reading.ts';
import { useTask } from '../../state/use-task.ts';
import { envelopeTexts } from '../../texts/envelope-texts.ts';
import { texts } from '../../texts/texts.ts';
import { SendEnvelope } from '../envelopes/send-envelope.tsx';
import { AccountFacts } from './account-facts.tsx';
import { AddressCard, AddressDetails } from './address-card.tsx';
import { ArchiveDialog, NoteDialog, RenameDialog } from './change-account-dialog.tsx';

/** Looks disabled and is told as such, but keeps the focus: the keyboard can turn back. */
const atEnd = (end: boolean) => ({ 'aria-disabled': end, 'data-disabled': end });

/** The name of an account; where it is not the one that the journal gave, that it is none. */
export const shownName = ({ alias, problem }: Pick<AccountRow, 'alias' | 'problem'>) =>
  problem ? texts.accounts.otherName : alias;

/** One account: what it has, and its deposit addresses one at a time, whole. */
export function AccountPanel({ row, onClose }: { readonly row: AccountRow; readonly onClose: () => void }) {
  const [offset, setOffset] = useState(0);
  const task = useTask();
  const [dialog, setDialog] = useState<'rename' | 'note' | 'archive' | null>(null);
  const account = { vaultId: row.vaultId, account: row.index };
  const page = useReading('address.list', { as: useActing(), ...account, search: '', offset, limit: 1 }, [
    'accounts',
    'deposits',
  ]);
  // The address before stays until the next one is read, under its own number.
  const [shown, setShown] = useState({ offset, page: page.value });
  if (page.value !== null && page.value !== shown.page) setShown({ offset, page: page.value });
  const address = shown.page?.rows[0] ?? null;
  const total = shown.page?.total ?? 0;
  const turnTo = (place: number) => setOffset(Math.min(Math.max(place, 0), total - 1));

  const issue = () =>
    task.run(
      () => call('address.issue', { as: actingOfficer(), ...account }),
      (made) => {
        // The newest is the first.
        setOffset(0);
        page.retry();
        if (made.address !== null) noteGood(texts.accounts.issued, made.address);
        else if (made.problem) noteProblem(made.problem);
      },
    );
  const restore = () =>
    task.run(
      () => call('account.restore', { as: actingOfficer(), ...account }),
      () => noteGood(texts.accounts.restored(row.alias)),
    );
  const close = () => setDialog(null);
  return (
    <Panel
      label={shownName(row)}
      onClose={onClose}
      title={
        <>
          <h2>{shownName(row)}</h2>
          <p className="dim">{row.vaultName}</p>
        </>
      }
      foot={
        <div className="row row-wrap">
          {row.archivedAt === null && (
            <Button
              variant="light"
              leftSection={<IconPlus size={15} />}
              loading={task.busy}
              onClick={() => void issue()}
            >
              {texts.accounts.issue}
            </Button>
          )}
          <span className="grow" />
          <Button variant="default" onClick={() => setDialog('rename')}>
            {texts.accounts.rename}
          </Button>
          <Button variant="default" onClick={() => setDialog('note')}>
            {texts.accounts.note}
          </Button>
          {row.archivedAt === null ? (
            <Button variant="default" onClick={() => setDialog('archive')}>
              {texts.accounts.archive}
            </Button>
          ) : (
            <Button variant="light" loading={task.busy} onClick={() => void restore()}>
              {texts.accounts.restore}
            </Button>
          )}
        </div>
      }
    >
      {row.problem && <ErrorNotice problem={row.problem} />}
      {task.problem && <ErrorNotice problem={task.problem} vaultId={row.vaultId} />}
      <Section title={texts.accounts.addressList}>
        <div className="stack">
          {total > 1 && (
            <div className="row">
              <Button
                variant="default"
                size="compact-sm"
                aria-label={texts.accounts.newer}
                {...atEnd(offset === 0)}
                onClick={() => turnTo(offset - 1)}
              >
                <IconChevronLeft size={15} />
              </Button>
              <span className="figure" role="status">
                {texts.accounts.addressOf(shown.offset + 1, total)}
              </span>
              <Button
                variant="default"
                size="compact-sm"
                aria-label={texts.accounts.older}
                {...atEnd(offset >= total - 1)}
                onClick={() => turnTo(offset + 1)}
              >
                <IconChevronRight size={15} />
              </Button>
            </div>
          )}
          {page.problem && <ErrorNotice problem={page.problem} onRetry={page.retry} />}
          {address !== null ? (
            <AddressCard key={address.pathText} row={address} />
          ) : (
            page.problem === null && shown.page === null && <Skeleton height={220} />
          )}
        </div>
      </Section>
      <AccountFacts row={row}>{address !== null && <AddressDetails row={address} />}</AccountFacts>
      {total > 0 && (
        <Section title={envelopeTexts.makeAddresses}>
          <p className="dim small">{envelopeTexts.makeAddressesHint}</p>
          <SendEnvelope contents="address-list" of={account} />
        </Section>
      )}
      {dialog === 'rename' && <RenameDialog row={row} onClose={close} />}
      {dialog === 'note' && <NoteDialog row={row} onClose={close} />}
      {dialog === 'archive' && <ArchiveDialog row={row} onClose={close} />}
    </Panel>
  );
}
