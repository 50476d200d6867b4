import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus, IconSignature } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { MessageRow } from '../../../electron/contract/messages.ts';
import { AddressLine } from '../../components/address.tsx';
import { EmptyNote } from '../../components/empty-note.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { useRows } from '../../state/use-rows.ts';
import { messageTexts as text } from '../../texts/message-texts.ts';
import { texts } from '../../texts/texts.ts';
import { MessageBadge } from './message-badge.tsx';
import { MessagePanel } from './message-panel.tsx';
import { NewMessage } from './new-message.tsx';

type Right = { readonly show: 'hint' | 'form' } | { readonly show: 'message'; readonly digest: string };

const keyOf = ({ digest }: MessageRow) => digest;

const drawRow = (row: MessageRow) => (
  <>
    <span>
      <MessageBadge state={row.state} />
    </span>
    <span className="ellipsis ref">
      {row.waitsForMe && (
        <span className="dot" role="img" aria-label={texts.movements.waits} title={texts.movements.waits} />
      )}
      {row.text}
    </span>
    <span className="dim right">
      <Moment at={row.createdAt} />
    </span>
    <span className="right">
      {texts.movements.approvalsShort(row.approvedBy.length, row.approvalsNeeded)}
    </span>
    <span className="under">
      <AddressLine address={row.address} />
      <span className="dim">{row.vaultName}</span>
    </span>
  </>
);

/** Texts that addresses sign for auditors and counterparties: the list, and at its right one of them or the form for a new one. */
export function MessagesScreen({ start }: { readonly start: string | null }) {
  const as = useActing();
  const [right, setRight] = useState<Right>(
    start === null ? { show: 'hint' } : { show: 'message', digest: start },
  );
  const [filter, setFilter] = useState<'all' | 'mine'>('all');
  // An officer's desk answers what a desk has asked.
  const mayAsk = useTreasury().stationRole !== 'officer';
  const rows = useRows(
    JSON.stringify([as, filter]),
    (window) => call('message.list', { as, filter, ...window }),
    ['movements', 'app'],
  );
  const choose = useCallback((digest: string) => setRight({ show: 'message', digest }), []);
  const select = useCallback((row: MessageRow) => choose(row.digest), [choose]);
  const close = () => setRight({ show: 'hint' });
  return (
    <ScreenFrame
      title={text.title}
      lead={text.lead}
      actions={
        mayAsk && (
          <Button
            variant={right.show === 'hint' ? 'filled' : 'light'}
            leftSection={<IconPlus size={15} />}
            onClick={() => setRight({ show: 'form' })}
          >
            {text.create}
          </Button>
        )
      }
    >
      <div className="split">
        <div className="split-left">
          <div className="toolbar">
            <SegmentedControl
              size="xs"
              aria-label={texts.movements.filter}
              value={filter}
              onChange={(choice) => setFilter(choice === 'mine' ? 'mine' : 'all')}
              data={[
                { value: 'all', label: texts.movements.all },
                { value: 'mine', label: texts.movements.mine },
              ]}
            />
            <span className="toolbar-count" role="status">
              {rows.total !== null && text.count(rows.total)}
            </span>
          </div>
          <VirtualList
            label={text.list}
            rows={rows}
            rowHeight={54}
            columns="col-movement two"
            keyOf={keyOf}
            selected={right.show === 'message' ? right.digest : null}
            onSelect={select}
            head={
              <>
                <span>{text.columns.state}</span>
                <span>{text.columns.what}</span>
                <span className="right">{text.columns.when}</span>
                <span className="right">{text.columns.approvals}</span>
              </>
            }
            empty={
              filter === 'mine' ? (
                <EmptyNote icon={IconSignature} title={text.noneMine} hint={text.noneMineHint} />
              ) : (
                <EmptyNote icon={IconSignature} title={text.none} hint={text.noneHint} />
              )
            }
          >
            {drawRow}
          </VirtualList>
        </div>
        {right.show === 'message' ? (
          <MessagePanel key={right.digest} digest={right.digest} onClose={close} />
        ) : right.show === 'form' ? (
          <NewMessage onClose={close} onAsked={choose} />
        ) : (
          <Panel label={text.pick} aside>
            <EmptyNote icon={IconSignature} title={text.pick} hint={text.pickHint} />
          </Panel>
        )}
      </div>
    </ScreenFrame>
  );
}
