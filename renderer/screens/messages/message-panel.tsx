import { IconAlertTriangle, IconBan, IconCircleCheck } from '@tabler/icons-react';
import type { MessageView } from '../../../electron/contract/messages.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel, Section } from '../../components/panel.tsx';
import { WaitingPanel } from '../../components/waiting-panel.tsx';
import { useActing } from '../../state/acting.ts';
import { useReading } from '../../state/use-reading.ts';
import { messageTexts as text } from '../../texts/message-texts.ts';
import { MessageActions } from './message-actions.tsx';
import { MessageBadge } from './message-badge.tsx';
import { MessageFacts } from './message-facts.tsx';

/** One message to sign: its whole text, who has approved it, and what can be done next. */
export function MessagePanel(props: { readonly digest: string; readonly onClose: () => void }) {
  const { digest, onClose } = props;
  const reading = useReading('message.read', { as: useActing(), digest }, ['movements', 'app']);
  const message = reading.value;
  if (message === null) return <WaitingPanel label={text.title} reading={reading} onClose={onClose} />;
  return (
    <Panel
      label={text.title}
      onClose={onClose}
      title={
        <div className="stack-tight">
          <h2>{message.vaultName}</h2>
          <div className="row">
            <MessageBadge state={message.state} />
            <span className="dim small">{text.means[message.state]}</span>
          </div>
        </div>
      }
      foot={<MessageActions message={message} />}
    >
      {reading.problem && <ErrorNotice problem={reading.problem} onRetry={reading.retry} />}
      <Warnings message={message} />
      <MessageFacts message={message} />
      <Section title={text.approvals(message.approvedBy.length, message.approvalsNeeded)}>
        {message.approvedBy.length === 0 ? (
          <p className="dim">{text.nobody}</p>
        ) : (
          <ul className="people">
            {message.approvedBy.map((name) => (
              <li key={name}>
                <IconCircleCheck size={16} aria-hidden />
                <strong>{name}</strong>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {message.signature !== null && (
        <Section title={text.signature}>
          <p className="mono selectable breaks">{message.signature}</p>
        </Section>
      )}
    </Panel>
  );
}

function Warnings({ message: { foreign, refusal, problem, vaultId } }: { readonly message: MessageView }) {
  return (
    <>
      {foreign && (
        <div className="notice" data-tone="bad" role="alert">
          <IconAlertTriangle size={18} aria-hidden />
          <span>{text.foreign}</span>
        </div>
      )}
      {refusal && (
        <div className="notice" data-tone="warn">
          <IconBan size={18} aria-hidden />
          <div>
            <strong>{text.refusedBy(refusal.officerName ?? text.somebody)}</strong> <Moment at={refusal.at} />
            {refusal.reason !== '' && <p className="selectable breaks">{refusal.reason}</p>}
          </div>
        </div>
      )}
      {problem && <ErrorNotice problem={problem} vaultId={vaultId} />}
    </>
  );
}
