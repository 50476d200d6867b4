import { Button } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts } from '../../components/panel.tsx';
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
  const { books, booksAlarms } = useTreasury();
  const task = useTask();
  const rebuild = () =>
    void task.run(
      () => call('books.rebuild', { as: actingOfficer() }),
      () => markChanged(['app', 'journal']),
    );
  return (
    <div className="stack">
      {task.problem && <ErrorNotice problem={task.problem} />}
      <Facts
        of={[
          [text.booksState, text.booksIs[books.state]],
          ...booksAlarms.map(
            ({ entry, at, count }) =>
              [text.booksAlarm, text.booksAlarmOf(entry, fullWhen(at), count)] as const,
          ),
        ]}
      />
      {books.state === 'differs' && books.canRebuild && (
        <div className="row">
          <Button loading={task.busy} onClick={rebuild}>
            {text.booksRebuild}
          </Button>
          <span className="dim small">{text.booksRebuildHint}</span>
        </div>
      )}
      {books.state === 'whole' && booksAlarms.length > 0 && <Settle />}
    </div>
  );
}

/** Two officers settle the alarm; in a one-person practice one does. */
function Settle() {
  const task = useTask();
  const onePerson = useIsOnePerson();
  const [second, setSecond] = useState<string | null>(null);
  const settle = () =>
    void task.run(
      () => call('books.settle', { as: actingOfficer(), confirmedBy: second }),
      () => markChanged(['app', 'movements', 'journal']),
    );
  return (
    <>
      {task.problem && <ErrorNotice problem={task.problem} />}
      <p className="dim">{text.booksSettleHint}</p>
      <SecondOfficer value={second} onChange={setSecond} />
      <div className="row">
        <Button disabled={!onePerson && second === null} loading={task.busy} onClick={settle}>
          {text.booksSettle}
        </Button>
      </div>
    </>
  );
}
