import { type FormEvent, useState } from 'react';
import type { VaultView } from '../../electron/contract/vaults.ts';
import { Dialog } from '../components/dialog.tsx';
import { DialogFoot } from '../components/dialog-foot.tsx';
import { SecondOfficer, useIsOnePerson } from '../components/second-officer.tsx';
import { actingOfficer } from '../state/acting.ts';
import { call } from '../state/call.ts';
import { noteGood } from '../state/notices.ts';
import { useTask } from '../state/use-task.ts';
import { texts } from '../texts/texts.ts';
import { fullWhen } from '../texts/when.ts';

const text = texts.clock;

/** Two approvers say that this computer's clock is right. */
export function ClockDialog(props: { readonly vault: VaultView; readonly onClose: () => void }) {
  const { vault, onClose } = props;
  const task = useTask();
  const onePerson = useIsOnePerson();
  const [second, setSecond] = useState<string | null>(null);
  const [now] = useState(Date.now);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () => call('vault.correct-clock', { as: actingOfficer(), confirmedBy: second, vaultId: vault.id }),
      () => {
        noteGood(text.corrected(vault.name));
        onClose();
      },
    );
  };
  return (
    <Dialog title={text.title} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        {vault.sealedAhead !== null && <p>{text.ahead(vault.name, fullWhen(vault.sealedAhead))}</p>}
        <p>
          <strong>{text.now(fullWhen(now))}</strong> {text.compare}
        </p>
        <p className="dim">{text.effect}</p>
        <SecondOfficer value={second} onChange={setSecond} />
        <DialogFoot
          task={task}
          disabled={!onePerson && second === null}
          onClose={onClose}
          submit={text.sign}
        />
      </form>
    </Dialog>
  );
}
