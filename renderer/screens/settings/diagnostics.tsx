import { Button } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { diagnosticsTexts as text } from '../../texts/diagnostics-texts.ts';

/** The report is read here before it is saved. */
export function Diagnostics() {
  const [report, setReport] = useState<string | null>(null);
  const task = useTask();
  const make = () =>
    void task.run(
      () => call('diagnostics.read', {}),
      (made) => setReport(made.text),
    );
  const save = () =>
    void task.run(
      () => call('diagnostics.save', {}),
      ({ file }) => {
        if (file !== null) noteGood(text.saved, file);
      },
    );
  return (
    <div className="stack">
      <p className="dim">{text.lead}</p>
      {task.problem && <ErrorNotice problem={task.problem} />}
      {report !== null && (
        <ScrollRegion className="report-text" label={text.text}>
          <pre className="mono selectable">{report}</pre>
        </ScrollRegion>
      )}
      <div className="row">
        <Button variant="default" loading={task.busy} onClick={make}>
          {report === null ? text.make : text.again}
        </Button>
        {report !== null && (
          <Button loading={task.busy} onClick={save}>
            {text.save}
          </Button>
        )}
      </div>
    </div>
  );
}
