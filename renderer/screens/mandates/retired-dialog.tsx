import { Skeleton } from '@mantine/core';
import type { FormEvent } from 'react';
import type { VaultView } from '../../../electron/contract/vaults.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { LacksRole, useLacksRole } from '../../components/needs-role.tsx';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { placeOfMovement, useNavigation } from '../../state/navigation.ts';
import { noteGood } from '../../state/notices.ts';
import { useReading } from '../../state/use-reading.ts';
import { useTask } from '../../state/use-task.ts';
import { mandateTexts as text } from '../../texts/mandate-texts.ts';
import { MovesPlan } from './moves-plan.tsx';

/** What a retired vault would move to its successor, and the button that asks for it; then the first movement is shown. */
export function RetiredDialog({
  vault,
  onClose,
}: {
  readonly vault: VaultView;
  readonly onClose: () => void;
}) {
  const go = useNavigation((navigation) => navigation.go);
  const plan = useReading('retired.plan', { as: useActing(), vaultId: vault.id }, ['accounts', 'movements']);
  const task = useTask();
  const notMaker = useLacksRole('maker');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () => call('retired.request', { as: actingOfficer(), vaultId: vault.id }),
      ({ ids }) => {
        noteGood(text.retired.requested(ids.length));
        onClose();
        const [first] = ids;
        if (first !== undefined) go(placeOfMovement('sweep', first));
      },
    );
  };
  return (
    <Dialog size={560} title={text.retired.title(vault.name)} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.retired.intro}</p>
        {plan.problem && <ErrorNotice problem={plan.problem} onRetry={plan.retry} />}
        {plan.value ? (
          <MovesPlan plan={plan.value} fromVault={vault.id} nothing={text.retired.nothing} />
        ) : (
          plan.problem === null && <Skeleton height={160} />
        )}
        {notMaker && <LacksRole having="maker" />}
        <DialogFoot
          task={task}
          onClose={onClose}
          submit={text.retired.do}
          disabled={notMaker || plan.value === null || plan.value.moves.length === 0}
        />
      </form>
    </Dialog>
  );
}
