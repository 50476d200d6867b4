import { Button, Radio } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { JournalReportView } from '../../electron/contract/journal.ts';
import type { NodeView } from '../../electron/contract/node.ts';
import type { HoldView } from '../../electron/contract/treasury.ts';
import { Dialog } from '../components/dialog.tsx';
import { DialogFoot } from '../components/dialog-foot.tsx';
import { ErrorNotice } from '../components/error-notice.tsx';
import { Facts, Section } from '../components/panel.tsx';
import { SecondOfficer, useIsOnePerson } from '../components/second-officer.tsx';
import { actingOfficer } from '../state/acting.ts';
import { call } from '../state/call.ts';
import { noteGood } from '../state/notices.ts';
import { useTask } from '../state/use-task.ts';
import { grouped } from '../texts/grouped.ts';
import { nodeStateText } from '../texts/states.ts';
import { texts } from '../texts/texts.ts';
import { fullWhen } from '../texts/when.ts';
import { whyHeld } from './hold-alarm.tsx';

const text = texts.hold;

/** The repair of a folder that is held, in three steps; the last one is signed by two officers. */
export function SettleDialog(props: {
  readonly hold: HoldView;
  readonly node: NodeView | null;
  readonly onClose: () => void;
}) {
  const { hold, node, onClose } = props;
  const task = useTask();
  const onePerson = useIsOnePerson();
  const [second, setSecond] = useState<string | null>(null);
  const [choice, setChoice] = useState('wait');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void task.run(
      () =>
        call('treasury.settle', {
          as: actingOfficer(),
          confirmedBy: second,
          nothingUnderWay: choice === 'nothing',
        }),
      () => {
        noteGood(text.settled);
        onClose();
      },
    );
  };
  return (
    <Dialog title={text.title} busy={task.busy} onClose={onClose} size={640}>
      <form className="stack" onSubmit={submit}>
        <p>
          <strong>{whyHeld(hold)}</strong> {text.first}
        </p>
        {hold.older && (
          <Facts
            of={[
              [text.ours, text.entry(hold.older.ours.seq, fullWhen(hold.older.ours.at))],
              [text.newer, text.entry(hold.older.newer.seq, fullWhen(hold.older.newer.at))],
            ]}
          />
        )}
        <VerifyStep />
        <LedgerStep hold={hold} node={node} />
        <Section title={text.step3} hint={text.step3Hint}>
          {hold.enrolment !== null && <p className="dim">{text.enrols}</p>}
          <Radio.Group value={choice} onChange={setChoice} aria-label={text.step3} mb="sm">
            <Radio value="wait" label={text.wait} mb="xs" />
            <Radio value="nothing" label={text.nothing} />
          </Radio.Group>
          <SecondOfficer value={second} onChange={setSecond} />
        </Section>
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

function VerifyStep() {
  const task = useTask();
  const [report, setReport] = useState<JournalReportView | null>(null);
  const verify = () => void task.run(() => call('journal.verify', {}), setReport);
  return (
    <Section title={text.step1} hint={text.step1Hint}>
      {task.problem && <ErrorNotice problem={task.problem} />}
      {report === null ? (
        <Button variant="default" loading={task.busy} onClick={verify}>
          {text.verify}
        </Button>
      ) : (
        <div role="status">
          <p>
            {text.verified(report.entries)} {texts.journal.head}:
          </p>
          <p className="mono small selectable breaks">{report.head}</p>
        </div>
      )}
    </Section>
  );
}

function LedgerStep({ hold, node }: { readonly hold: HoldView; readonly node: NodeView | null }) {
  const { enrolment, spends } = hold;
  return (
    <Section title={text.step2} hint={enrolment === null ? text.step2Hint : text.step2Later}>
      {node !== null && enrolment === null && (
        <p>
          {texts.band.node} {nodeStateText[node.state]}
          {node.checkpoint !== null && `, ${texts.band.checkpoint} ${grouped(Number(node.checkpoint))}`}
        </p>
      )}
      <p className="dim">{text.unknown}</p>
      {spends.length === 0 ? (
        <p>{text.none}</p>
      ) : (
        <ul>
          {spends.map(({ transactionId }) => (
            <li key={transactionId} className="mono small selectable breaks">
              {transactionId}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
