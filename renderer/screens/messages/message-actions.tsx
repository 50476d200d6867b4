import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Channel, Input } from '../../../electron/contract/contract.ts';
import type { MessageView } from '../../../electron/contract/messages.ts';
import { MAX_REFERENCE_LENGTH } from '../../../electron/core/movement/reference.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { shownAgain } from '../../state/queries.ts';
import { useTask } from '../../state/use-task.ts';
import { envelopeTexts } from '../../texts/envelope-texts.ts';
import { messageTexts as text } from '../../texts/message-texts.ts';
import { texts } from '../../texts/texts.ts';
import { SendEnvelope } from '../envelopes/send-envelope.tsx';
import { MessageFacts } from './message-facts.tsx';

/** Does something with a message; it is done when the panel shows what has become of it. */
async function act<C extends Extract<Channel, `message.${string}`>>(channel: C, input: Input<C>) {
  const answer = await call(channel, input);
  await Promise.all([shownAgain('message.read'), shownAgain('message.list')]);
  return answer;
}

/** What the officer who acts may do with a message now. */
export function MessageActions({ message }: { readonly message: MessageView }) {
  const { digest, actions, vaultId } = message;
  const [asking, setAsking] = useState<'approve' | 'refuse' | null>(null);
  const task = useTask();
  const close = () => setAsking(null);
  const sign = () =>
    void task.run(
      () => act('message.sign', { as: actingOfficer(), digest }),
      () => noteGood(text.signed, message.wordCode.join(' ')),
    );
  const save = () =>
    void task.run(
      () => act('message.save', { as: actingOfficer(), digest }),
      ({ file }) => file !== null && noteGood(text.saved, file),
    );
  const { stationRole } = useTreasury();
  const mayLeave = stationRole === 'desk' && message.state === 'waiting';
  if (actions.length === 0 && !mayLeave) return null;
  return (
    <section className="actions" aria-label={texts.movements.actions}>
      {task.problem && <ErrorNotice problem={task.problem} vaultId={vaultId} />}
      <div className="row row-wrap">
        {actions.includes('approve') && (
          <Button size="xs" onClick={() => setAsking('approve')}>
            {text.approve}
          </Button>
        )}
        {actions.includes('sign') && (
          <Button size="xs" loading={task.busy} onClick={sign}>
            {text.sign}
          </Button>
        )}
        {actions.includes('save') && (
          <Button size="xs" loading={task.busy} onClick={save}>
            {text.save}
          </Button>
        )}
        {actions.includes('refuse') && (
          <Button size="xs" variant="default" onClick={() => setAsking('refuse')}>
            {text.refuse}
          </Button>
        )}
      </div>
      {mayLeave && (
        <div className="send-for-approval">
          <div>
            <strong>{envelopeTexts.sendForApproval}</strong>
            <p className="dim small">{text.sendHint}</p>
          </div>
          <SendEnvelope contents="message" message={digest} />
        </div>
      )}
      {asking === 'approve' && <ApproveMessage message={message} onClose={close} />}
      {asking === 'refuse' && <RefuseMessage digest={digest} onClose={close} />}
    </section>
  );
}

/** The last look before an officer's key signs: the message as it was when the dialog opened. */
function ApproveMessage(props: { readonly message: MessageView; readonly onClose: () => void }) {
  const { onClose } = props;
  const [message] = useState(props.message);
  const { digest, viewDigest } = message;
  const task = useTask();
  const approve = () =>
    void task.run(
      () => act('message.approve', { as: actingOfficer(), digest, viewDigest }),
      () => {
        noteGood(text.approved, message.wordCode.join(' '));
        onClose();
      },
    );
  return (
    <Dialog size={560} title={text.approveTitle} busy={task.busy} onClose={onClose}>
      <div className="stack">
        <p className="dim">{text.approveIntro}</p>
        <MessageFacts message={message} />
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button disabled={message.foreign} loading={task.busy} onClick={approve}>
            {text.approve}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function RefuseMessage({ digest, onClose }: { readonly digest: string; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const task = useTask();
  const refuse = () =>
    void task.run(
      () =>
        act('message.refuse', {
          as: actingOfficer(),
          digest,
          reason: reason.trim().replace(/\s*[\r\n]+\s*/g, ' '),
        }),
      () => {
        noteGood(text.refused, '');
        onClose();
      },
    );
  return (
    <Dialog title={text.refuseTitle} busy={task.busy} onClose={onClose}>
      <div className="stack">
        <p className="dim">{text.refuseHint}</p>
        <Textarea
          label={text.reason}
          rows={2}
          value={reason}
          maxLength={MAX_REFERENCE_LENGTH}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button color="red" loading={task.busy} onClick={refuse}>
            {text.refuse}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
