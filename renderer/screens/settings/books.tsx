import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/panel.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { SecondOfficer, useIsOnePerson } from '../../components/second-officer.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';
import { fullWhen } from '../../texts/when.ts';

const text = texts.settings;

/** How the books are: whether they follow from what is signed, making them anew, and settling the alarm. */
export function Books() {
  const { books, booksAlarms, vaults } = useTreasury();
  const nameOf = (vaultId: string) => vaults.find(({ id }) => id === vaultId)?.name ?? vaultId;
  const task = useTask();
  const rebuild = () =>
    void task.run(
      () => call('books.rebuild', { as: actingOfficer() }),
      () => markChanged(['app', 'journal']),
    );
  return (
    <div className="stack">
      {task.problem && <ErrorNotice problem={task.problem} />}
      <Facts of={[[text.booksState, text.booksIs[books.state]]]} />
      {booksAlarms.map(({ entry, at, count, vaultId, differences }) => (
        <Alarm
          key={entry}
          title={vaultId === null ? text.booksAlarm : text.libraryAlarm(nameOf(vaultId))}
          what={text.booksAlarmOf(entry, fullWhen(at), count)}
          differences={differences}
        />
      ))}
      {books.state === 'differs' && books.canRebuild && (
        <div className="row">
          <Button loading={task.busy} onClick={rebuild}>
            {text.booksRebuild}
          </Button>
          <span className="dim small">{text.booksRebuildHint}</span>
        </div>
      )}
      {books.state === 'whole' && booksAlarms.length > 0 && (
        <Settle alarms={booksAlarms.map(({ entry }) => entry)} />
      )}
    </div>
  );
}

/** An alarm, and each difference that its entry names. */
function Alarm(props: {
  readonly title: string;
  readonly what: string;
  readonly differences: readonly string[];
}) {
  return (
    <div className="notice" data-tone="bad">
      <IconAlertTriangle size={18} aria-hidden />
      <div className="stack-tight">
        <strong>{props.title}</strong>
        <span className="dim small">{props.what}</span>
        <ScrollRegion className="alarm-lines small">
          <ul>
            {props.differences.map((difference) => (
              <li key={difference}>{difference}</li>
            ))}
          </ul>
        </ScrollRegion>
      </div>
    </div>
  );
}

/** Two officers settle the alarms that are shown; in a one-person practice, and at an officer's desk, one does. */
function Settle({ alarms }: { readonly alarms: readonly number[] }) {
  const task = useTask();
  const { stationRole } = useTreasury();
  const alone = useIsOnePerson() || stationRole === 'officer';
  const [second, setSecond] = useState<string | null>(null);
  const settle = () =>
    void task.run(
      () => call('books.settle', { as: actingOfficer(), confirmedBy: second, alarms: [...alarms] }),
      () => markChanged(['app', 'movements', 'journal']),
    );
  return (
    <>
      {task.problem && <ErrorNotice problem={task.problem} />}
      <p className="dim">{text.booksSettleHint}</p>
      {!alone && <SecondOfficer value={second} onChange={setSecond} />}
      <div className="row">
        <Button disabled={!alone && second === null} loading={task.busy} onClick={settle}>
          {text.booksSettle}
        </Button>
      </div>
    </>
  );
}
