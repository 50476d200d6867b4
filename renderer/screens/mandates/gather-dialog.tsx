import { NativeSelect, Skeleton } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LacksRole, useLacksRole } from '../../components/needs-role.tsx';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { useNavigation } from '../../state/navigation.ts';
import { noteGood } from '../../state/notices.ts';
import { useReading } from '../../state/use-reading.ts';
import { useTask } from '../../state/use-task.ts';
import { vaultsInUse } from '../../state/vaults-in-use.ts';
import { mandateTexts as text } from '../../texts/mandate-texts.ts';
import { MovesPlan } from './moves-plan.tsx';

/** What a gather would move, and the button that requests it; then its first movement is shown. */
export function GatherDialog(props: { readonly vaultId: string; readonly onClose: () => void }) {
  const { vaults } = useTreasury();
  const [vaultId, setVaultId] = useState(props.vaultId);
  const go = useNavigation((navigation) => navigation.go);
  const plan = useReading('gather.plan', { as: useActing(), vaultId }, ['accounts', 'movements']);
  const task = useTask();
  const notMaker = useLacksRole('maker');
  const present = plan.value?.vaultId === vaultId ? plan.value : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog that a form has opened is its child in React only.
    event.stopPropagation();
    void task.run(
      () => call('gather.request', { as: actingOfficer(), vaultId }),
      ({ ids }) => {
        noteGood(text.gatherRequested(ids.length));
        props.onClose();
        const [first] = ids;
        if (first !== undefined) go({ screen: 'sweeps', list: 'gather', movementId: first });
      },
    );
  };
  const inUse = vaultsInUse(vaults);
  const name = vaults.find(({ id }) => id === vaultId)?.name ?? '';
  return (
    <Dialog size={560} title={text.gatherTitle} busy={task.busy} onClose={props.onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.gatherIntro(name)}</p>
        <NativeSelect
          label={text.gatherFrom}
          value={vaultId}
          onChange={(event) => setVaultId(event.currentTarget.value)}
          data={inUse.map((vault) => ({ value: vault.id, label: vault.name }))}
          data-autofocus
        />
        {plan.problem && <ErrorNotice problem={plan.problem} onRetry={plan.retry} />}
        {present ? (
          <MovesPlan plan={present} fromVault={vaultId} nothing={text.nothing} />
        ) : (
          plan.problem === null && <Skeleton height={160} />
        )}
        {notMaker && <LacksRole having="maker" />}
        <DialogFoot
          task={task}
          onClose={props.onClose}
          submit={text.gatherDo}
          disabled={notMaker || present === null || present.moves.length === 0}
        />
      </form>
    </Dialog>
  );
}
