import { type FormEvent, useState } from 'react';
import type { FreezeView } from '../../electron/contract/vaults.ts';
import { Dialog } from '../components/dialog.tsx';
import { DialogFoot } from '../components/dialog-foot.tsx';
import { SecondOfficer, useIsOnePerson } from '../components/second-officer.tsx';
import { actingOfficer } from '../state/acting.ts';
import { call } from '../state/call.ts';
import { noteGood } from '../state/notices.ts';
import { useTask } from '../state/use-task.ts';
import { freezeTexts as text } from '../texts/freeze-texts.ts';
import { fullWhen } from '../texts/when.ts';

/** Two officers lift one freeze. */
export function LiftDialog(props: { readonly freeze: FreezeView; readonly onClose: () => void }) {
  const { freeze, onClose } = props;
  const task = useTask();
  const onePerson = useIsOnePerson();
  const [second, setSecond] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () => call('vault.lift-freeze', { as: actingOfficer(), confirmedBy: second, freeze: freeze.digest }),
      () => {
        noteGood(text.lifted);
        onClose();
      },
    );
  };
  return (
    <Dialog title={text.liftTitle} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>
          <strong>{text.isFrozen(freeze.vaultName)}</strong>{' '}
          {text.since(freeze.officerName, fullWhen(freeze.at))}
        </p>
        {freeze.reason !== '' && <p className="selectable breaks">{freeze.reason}</p>}
        <p className="dim">{text.liftEffect}</p>
        <SecondOfficer value={second} onChange={setSecond} />
        <DialogFoot
          task={task}
          disabled={!onePerson && second === null}
          onClose={onClose}
          submit={text.liftDo}
        />
      </form>
    </Dialog>
  );
}
