import { Button, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconArchive, IconArrowsJoin, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { Amount } from '../../components/amount.tsx';
import { EmptyNote } from '../../components/empty-note.tsx';
import { HiddenNote } from '../../components/hidden-note.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { NodeWord } from '../../components/node-word.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { askedOf, isFiltered, SEARCH_WAITS_MS, useListView } from '../../state/list-view.ts';
import { useChosenRow } from '../../state/use-chosen-row.ts';
import { useRows } from '../../state/use-rows.ts';
import { proposedVault } from '../../state/vaults-in-use.ts';
import { mandateTexts } from '../../texts/mandate-texts.ts';
import { vaultKindText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { GatherDialog } from '../mandates/gather-dialog.tsx';
import { AccountPanel, shownName } from './account-panel.tsx';
import { NewAccountDialog } from './new-account-dialog.tsx';
import { OthersMark } from './others-mark.tsx';
import { readAccount } from './read-account.ts';

const ALL = 'all';
const keyOf = (row: AccountRow) => `${row.vaultId}/${row.index}`;

const drawRow = (hasLine: boolean) => (row: AccountRow) => (
  <>
    <span className="ellipsis">
      <strong>{shownName(row)}</strong>
      {hasLine && <OthersMark vaultId={row.vaultId} index={row.index} />}
      {row.archivedAt !== null && (
        <span className="dim">
          {' '}
          <IconArchive size={13} aria-hidden /> {texts.accounts.archived}
        </span>
      )}
    </span>
    <span className="dim">{vaultKindText[row.vaultKind]}</span>
    <span className="dim figure right">{row.index}</span>
    <span className="dim figure right">{row.issuedAddresses}</span>
    <span className="right">
      <Amount units={row.balance} column />
    </span>
  </>
);

const drawOnLine = drawRow(true);
const drawOffline = drawRow(false);

/** Accounts of all vaults at the left, the chosen one with its addresses at the right. */
export function AccountsScreen({ start }: { readonly start: AccountRow | null }) {
  const { vaults, node } = useTreasury();
  const { view, set } = useListView('accounts');
  const [wanted] = useDebouncedValue(view.search, SEARCH_WAITS_MS);
  const [aside, setAside] = useState(false);
  const [creating, setCreating] = useState(false);
  const [gathering, setGathering] = useState(false);
  const hot = proposedVault(vaults);
  const asked = { ...askedOf(view, wanted), vaultId: view.choice === ALL ? null : view.choice };
  // What is looked for is found in the archive too.
  const kept = aside ? { archived: true } : wanted === '' ? { archived: false } : {};
  const rows = useRows(
    JSON.stringify([asked, aside]),
    (window) => call('account.list', { as: actingOfficer(), ...asked, ...kept, ...window }),
    ['accounts'],
  );
  const [chosen, choose] = useChosenRow(start, rows, keyOf, readAccount, ['accounts']);
  const create = (
    <div className="row">
      <Button variant="default" leftSection={<IconArrowsJoin size={15} />} onClick={() => setGathering(true)}>
        {mandateTexts.gatherOpen}
      </Button>
      <Button leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
        {texts.accounts.create}
      </Button>
    </div>
  );
  const columns = texts.accounts.columns;

  return (
    <ScreenFrame title={texts.accounts.title} lead={texts.accounts.lead} actions={create}>
      <div className="split">
        <div className="split-left">
          <div className="toolbar">
            <SearchField
              label={texts.accounts.search}
              value={view.search}
              onChange={(search) => set({ search })}
            />
            <SegmentedControl
              size="xs"
              aria-label={texts.accounts.vault}
              value={view.choice}
              onChange={(choice) => set({ choice })}
              data={[
                { value: ALL, label: texts.accounts.allVaults },
                ...vaults.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <SegmentedControl
              size="xs"
              aria-label={texts.accounts.show}
              value={aside ? 'archived' : 'in-use'}
              onChange={(value) => setAside(value === 'archived')}
              data={[
                { value: 'in-use', label: texts.accounts.inUse },
                { value: 'archived', label: texts.accounts.archived },
              ]}
            />
            <ListTools
              list="accounts"
              orders={['time up', 'time down', 'name up', 'name down', 'amount down', 'amount up']}
            />
            <span className="toolbar-count" role="status">
              {rows.total !== null && texts.accounts.count(rows.total)}
            </span>
          </div>
          <NodeWord />
          <VirtualList
            label={texts.accounts.list}
            rows={rows}
            rowHeight={36}
            columns="col-account"
            keyOf={keyOf}
            selected={chosen === null ? null : keyOf(chosen)}
            onSelect={choose}
            head={
              <>
                <span>{columns.alias}</span>
                <span>{columns.vault}</span>
                <span className="right">{columns.index}</span>
                <span className="right">{columns.addresses}</span>
                <span className="right">{columns.balance}</span>
              </>
            }
            empty={
              !isFiltered(view) ? (
                <EmptyNote
                  icon={IconAddressBook}
                  title={aside ? texts.accounts.noneArchived : texts.accounts.none}
                  hint={aside ? texts.accounts.noneArchivedHint : texts.accounts.noneHint}
                />
              ) : (
                <HiddenNote list="accounts" />
              )
            }
          >
            {node === null ? drawOffline : drawOnLine}
          </VirtualList>
        </div>
        {chosen === null ? (
          <Panel label={texts.accounts.pick} aside>
            <EmptyNote icon={IconAddressBook} title={texts.accounts.pick} hint={texts.accounts.pickHint} />
          </Panel>
        ) : (
          <AccountPanel key={keyOf(chosen)} row={chosen} onClose={() => choose(null)} />
        )}
      </div>
      {gathering && hot && (
        <GatherDialog vaultId={asked.vaultId ?? hot.id} onClose={() => setGathering(false)} />
      )}
      {creating && (
        <NewAccountDialog
          onClose={() => setCreating(false)}
          onCreated={(row) => {
            setCreating(false);
            choose(row);
          }}
        />
      )}
    </ScreenFrame>
  );
}
