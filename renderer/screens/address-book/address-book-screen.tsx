import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { BookRow } from '../../../electron/contract/address-book.ts';
import { AddressLine } from '../../components/address.tsx';
import { EmptyNote } from '../../components/empty-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { SEARCH_WAITS_MS } from '../../state/list-view.ts';
import { useRows } from '../../state/use-rows.ts';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';
import { EnterRecipient } from './enter-recipient.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { RecipientBadge } from './recipient-badge.tsx';
import { RecipientPanel } from './recipient-panel.tsx';

type Right = { readonly show: 'hint' | 'form' } | { readonly show: 'recipient'; readonly id: string };

const keyOf = ({ id }: BookRow) => id;

const drawRow = (row: BookRow) => (
  <>
    <span>
      <RecipientBadge state={row.state} />
    </span>
    <span className="ellipsis">
      <strong>{row.name}</strong>
    </span>
    <span className="ellipsis dim">{row.groups.join(', ')}</span>
    <span className="under">
      {row.address === null ? (
        <span className="dim small">{text.means.waiting}</span>
      ) : (
        <AddressLine address={row.address} />
      )}
      <span className="dim">{row.changing ? text.waits : row.verifiedBy.join(', ')}</span>
    </span>
  </>
);

/** The address book: the list at the left; one recipient, or the form for a new one, at the right. */
export function AddressBookScreen() {
  const as = useActing();
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, SEARCH_WAITS_MS);
  const [right, setRight] = useState<Right>({ show: 'hint' });
  const [importing, setImporting] = useState(false);
  const mayChange = useTreasury().stationRole !== 'officer';
  const rows = useRows(
    JSON.stringify([as, wanted]),
    (window) => call('book.list', { as, search: wanted, usable: false, ...window }),
    ['movements', 'app'],
  );
  const choose = useCallback((id: string) => setRight({ show: 'recipient', id }), []);
  const select = useCallback((row: BookRow) => choose(row.id), [choose]);
  const close = () => setRight({ show: 'hint' });
  return (
    <ScreenFrame
      title={text.title}
      lead={mayChange ? text.lead : text.atDesk}
      actions={
        mayChange && (
          <div className="row">
            <Button
              variant="default"
              leftSection={<IconFileImport size={15} />}
              onClick={() => setImporting(true)}
            >
              {text.importFile}
            </Button>
            <Button leftSection={<IconPlus size={15} />} onClick={() => setRight({ show: 'form' })}>
              {text.create}
            </Button>
          </div>
        )
      }
    >
      <div className="split">
        <div className="split-left">
          <div className="toolbar">
            <SearchField label={text.search} value={search} onChange={setSearch} />
          </div>
          <VirtualList
            label={text.list}
            rows={rows}
            rowHeight={54}
            columns="col-recipient two"
            keyOf={keyOf}
            selected={right.show === 'recipient' ? right.id : null}
            onSelect={select}
            head={
              <>
                <span>{text.columns.state}</span>
                <span>{text.columns.name}</span>
                <span>{text.columns.groups}</span>
              </>
            }
            empty={
              wanted === '' ? (
                <EmptyNote icon={IconAddressBook} title={text.none} hint={text.noneHint} />
              ) : (
                <EmptyNote icon={IconAddressBook} title={text.noneFound} hint={text.noneFoundHint} />
              )
            }
          >
            {drawRow}
          </VirtualList>
        </div>
        {right.show === 'recipient' ? (
          <RecipientPanel key={right.id} id={right.id} onClose={close} />
        ) : right.show === 'form' ? (
          <EnterRecipient onClose={close} onEntered={choose} />
        ) : (
          <Panel label={text.pick} aside>
            <EmptyNote icon={IconAddressBook} title={text.pick} hint={text.pickHint} />
          </Panel>
        )}
      </div>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </ScreenFrame>
  );
}
