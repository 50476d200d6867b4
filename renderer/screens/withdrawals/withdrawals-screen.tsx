import { Button } from '@mantine/core';
import { IconPlus, IconTransferOut } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import type { MovementDetail } from '../../../electron/contract/movements.ts';
import { plainAmount } from '../../../electron/core/money.ts';
import { EmptyNote } from '../../components/empty-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { useTreasury } from '../../state/app-context.ts';
import { useAsset } from '../../state/asset.ts';
import { proposedVault, vaultsInUse } from '../../state/vaults-in-use.ts';
import { texts } from '../../texts/texts.ts';
import { MovementList } from '../movements/movement-list.tsx';
import { MovementPanel } from '../movements/movement-panel.tsx';
import { NewWithdrawal, type WithdrawalDraft } from './new-withdrawal.tsx';

type Right =
  | { readonly show: 'hint' }
  | { readonly show: 'form'; readonly draft: WithdrawalDraft | null }
  | { readonly show: 'movement'; readonly id: string };

const emptyForm = { show: 'form', draft: null } as const;

/** Payments to people outside: the list, and at its right one of them or the form for a new one. */
export function WithdrawalsScreen(props: { readonly start: string | null; readonly compose: boolean }) {
  const [right, setRight] = useState<Right>(
    props.start !== null
      ? { show: 'movement', id: props.start }
      : props.compose
        ? emptyForm
        : { show: 'hint' },
  );
  const onSelect = useCallback((id: string) => setRight({ show: 'movement', id }), []);
  const asset = useAsset();
  const { vaults, stationRole } = useTreasury();
  // An officer's desk answers what a desk has asked.
  const mayAsk = stationRole !== 'officer';
  const askAgain = ({ row }: MovementDetail) => {
    const { recipient, reference } = row;
    const inUse = vaultsInUse(vaults).some(({ id }) => id === row.vaultId);
    const vaultId = inUse ? row.vaultId : (proposedVault(vaults)?.id ?? '');
    const amount = plainAmount(BigInt(row.amount), asset);
    setRight({ show: 'form', draft: { vaultId, recipient, amount, reference } });
  };
  const create = (
    <Button
      variant={right.show === 'hint' ? 'filled' : 'light'}
      leftSection={<IconPlus size={15} />}
      onClick={() => setRight(emptyForm)}
    >
      {texts.withdrawals.create}
    </Button>
  );
  const close = () => setRight({ show: 'hint' });
  return (
    <ScreenFrame title={texts.withdrawals.title} lead={texts.withdrawals.lead} actions={mayAsk && create}>
      <div className="split">
        <div className="split-left">
          <MovementList
            kind="withdrawal"
            text={texts.withdrawals}
            icon={IconTransferOut}
            selected={right.show === 'movement' ? right.id : null}
            onSelect={onSelect}
          />
        </div>
        {right.show === 'movement' ? (
          <MovementPanel
            key={right.id}
            id={right.id}
            label={texts.withdrawals.title}
            onClose={close}
            {...(mayAsk ? { onAskAgain: askAgain } : {})}
          />
        ) : right.show === 'form' ? (
          <NewWithdrawal
            key={JSON.stringify(right.draft)}
            draft={right.draft}
            onClose={close}
            onRequested={onSelect}
          />
        ) : (
          <Panel label={texts.withdrawals.pick} aside>
            <EmptyNote
              icon={IconTransferOut}
              title={texts.withdrawals.pick}
              hint={texts.withdrawals.pickHint}
            />
          </Panel>
        )}
      </div>
    </ScreenFrame>
  );
}
