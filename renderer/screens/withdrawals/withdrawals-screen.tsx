import { Button } from '@mantine/core';
import { IconPlus, IconTransferOut } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { EmptyNote } from '../../components/empty-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { texts } from '../../texts/texts.ts';
import { MovementList } from '../movements/movement-list.tsx';
import { MovementPanel } from '../movements/movement-panel.tsx';
import { NewWithdrawal } from './new-withdrawal.tsx';

type Right = { readonly show: 'hint' | 'form' } | { readonly show: 'movement'; readonly id: string };

/** Payments to people outside: the list, and at its right one of them or the form for a new one. */
export function WithdrawalsScreen(props: { readonly start: string | null; readonly compose: boolean }) {
  const [right, setRight] = useState<Right>(
    props.start !== null ? { show: 'movement', id: props.start } : { show: props.compose ? 'form' : 'hint' },
  );
  const onSelect = useCallback((id: string) => setRight({ show: 'movement', id }), []);
  const create = (
    <Button
      variant={right.show === 'hint' ? 'filled' : 'light'}
      leftSection={<IconPlus size={15} />}
      onClick={() => setRight({ show: 'form' })}
    >
      {texts.withdrawals.create}
    </Button>
  );
  const close = () => setRight({ show: 'hint' });
  return (
    <ScreenFrame title={texts.withdrawals.title} lead={texts.withdrawals.lead} actions={create}>
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
          <MovementPanel key={right.id} id={right.id} label={texts.withdrawals.title} onClose={close} />
        ) : right.show === 'form' ? (
          <NewWithdrawal onClose={close} onRequested={onSelect} />
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
