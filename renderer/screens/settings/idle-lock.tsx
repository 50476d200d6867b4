import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SecondOfficer, useIsOnePerson } from '../../components/second-officer.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useApp } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';

const text = texts.settings;
const lockChoices = [30, 60, 120, 300, 600, 900, 1800, 3600];

/** After how many idle seconds this computer locks. A shorter time counts at once; a longer one takes two officers. */
export function IdleLock() {
  const { settings } = useApp();
  const present = settings.idleLockSeconds;
  const task = useTask();
  const onePerson = useIsOnePerson();
  const [longer, setLonger] = useState<number | null>(null);
  const [second, setSecond] = useState<string | null>(null);
  const write = (seconds: number) =>
    void task.run(
      () => call('settings.idle-lock', { as: actingOfficer(), confirmedBy: second, seconds }),
      () => {
        setLonger(null);
        markChanged(['app']);
      },
    );
  const choose = (seconds: number) => {
    if (seconds > present && !onePerson) setLonger(seconds);
    else write(seconds);
  };
  const seconds = [...new Set([...lockChoices, present])].sort((a, b) => a - b);
  return (
    <div className="stack">
      {task.problem && <ErrorNotice problem={task.problem} />}
      <NativeSelect
        label={text.lockField}
        description={text.lockHint}
        value={longer ?? present}
        onChange={(event) => choose(Number(event.currentTarget.value))}
        data={seconds.map((n) => ({ value: `${n}`, label: text.seconds(n) }))}
      />
      {longer !== null && (
        <>
          <p className="dim">{text.lockLonger}</p>
          <SecondOfficer value={second} onChange={setSecond} />
          <div className="row">
            <Button disabled={second === null} loading={task.busy} onClick={() => write(longer)}>
              {text.lockChange}
            </Button>
            <Button variant="default" disabled={task.busy} onClick={() => setLonger(null)}>
              {text.lockKeep}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
