import { type FormEvent, useState } from 'react';
import type { NetworkView } from '../../../electron/contract/network.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/panel.tsx';
import { SecondOfficer, useIsOnePerson } from '../../components/second-officer.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { noteGood } from '../../state/notices.ts';
import { useReading } from '../../state/use-reading.ts';
import { useTask } from '../../state/use-task.ts';
import { grouped } from '../../texts/grouped.ts';
import { historyTexts as text } from '../../texts/history-texts.ts';
import { fullWhen } from '../../texts/when.ts';

/** Two policy admins have the desk go on behind time that nobody gives any more. */
export function SkipTimeDialog(props: {
  readonly span: NonNullable<NetworkView['skippable']>;
  readonly onClose: () => void;
}) {
  // What is signed is what was seen, whatever the node says meanwhile.
  const [{ from, to, since }] = useState(props.span);
  const [second, setSecond] = useState<string | null>(null);
  const onePerson = useIsOnePerson();
  const task = useTask();
  const { value: plan, problem, retry } = useReading('node.skip-plan', { from, to }, [], { forget: true });
  // Nor is it what another reading says.
  const [seen, setSeen] = useState(plan);
  if (seen === null && plan !== null) setSeen(plan);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (seen === null) return;
    const { digest, fromAt, toAt } = seen;
    void task.run(
      () =>
        call('node.skip-time', {
          as: actingOfficer(),
          confirmedBy: second,
          from,
          to,
          seen: { digest, fromAt, toAt },
        }),
      () => {
        noteGood(text.skipped);
        markChanged(['app', 'accounts', 'movements', 'journal']);
        props.onClose();
      },
    );
  };
  return (
    <Dialog size={560} title={text.skipTitle} busy={task.busy} onClose={props.onClose}>
      <form className="stack" onSubmit={submit}>
        <Facts
          of={[
            [text.lastTakenIn, since === null ? text.unknown : fullWhen(since)],
            [text.firstUnseen, grouped(Number(from))],
            [text.goesOnAt, grouped(Number(to))],
            ...(seen === null
              ? []
              : ([
                  [text.goesOnAtTime(grouped(Number(to))), fullWhen(seen.toAt)],
                  [
                    text.behindDigest(grouped(Number(to))),
                    <span key="digest" className="mono selectable breaks">
                      {seen.digest}
                    </span>,
                  ],
                ] as const)),
          ]}
        />
        {problem && <ErrorNotice problem={problem} onRetry={retry} />}
        {seen && <p className="dim">{seen.proven ? text.compareProven : text.compareWord}</p>}
        <ul style={{ listStyle: 'disc', paddingLeft: 20 }}>
          {text.consequences.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <SecondOfficer value={second} onChange={setSecond} />
        <DialogFoot
          task={task}
          disabled={seen === null || (!onePerson && second === null)}
          onClose={props.onClose}
          submit={text.skipNow}
        />
      </form>
    </Dialog>
  );
}
