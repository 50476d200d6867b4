import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { MovementDetail, MovementState } from '../../../electron/contract/movements.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { MovementBadge } from '../../components/badge.tsx';
import { CopyTransaction } from '../../components/copy-transaction.tsx';
import { ErrorNotice, problemText } from '../../components/error-notice.tsx';
import { Grade, gradeOf } from '../../components/grade.tsx';
import { FullMoment, Moment } from '../../components/moment.tsx';
import { numbered } from '../../components/numbered.ts';
import { Facts, Panel, Section } from '../../components/panel.tsx';
import { Repeated } from '../../components/repeated.tsx';
import { WaitingPanel } from '../../components/waiting-panel.tsx';
import { useActing } from '../../state/acting.ts';
import type { Problem } from '../../state/call.ts';
import { useReading } from '../../state/use-reading.ts';
import { historyTexts } from '../../texts/history-texts.ts';
import { repeatTexts } from '../../texts/repeat-texts.ts';
import { journalKindText, movementStateText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { MandateSection } from '../mandates/mandate-section.tsx';
import { DecodedTransaction } from './decoded-transaction.tsx';
import { MovementActions } from './movement-actions.tsx';
import { WaitNotice } from './wait-notice.tsx';

/** One withdrawal or sweep: what its bytes say, who has approved, what happened, and what can be done next. */
export function MovementPanel(props: {
  readonly id: string;
  readonly label: string;
  readonly onClose: () => void;
  /** Opens the form of a new request that asks for the same. */
  readonly onAskAgain?: (detail: MovementDetail) => void;
}) {
  const [id, show] = useState(props.id);
  const reading = useReading('movement.read', { as: useActing(), id }, ['movements', 'app']);
  const detail = reading.value;
  if (detail === null) return <WaitingPanel label={props.label} reading={reading} onClose={props.onClose} />;
  const { row } = detail;
  const { onAskAgain } = props;
  return (
    <Panel
      label={props.label}
      onClose={props.onClose}
      title={
        <div className="stack-tight">
          <h2 className="big">
            <Amount units={row.amount} />
          </h2>
          <div className="row">
            <MovementBadge state={row.state} />
            <span className="dim small">{movementStateText[row.state].means}</span>
          </div>
        </div>
      }
      {...(detail.actions.length > 0
        ? { foot: <MovementActions detail={detail} /> }
        : onAskAgain && endedUnpaid(detail)
          ? { foot: <AskAgain onClick={() => onAskAgain(detail)} /> }
          : {})}
    >
      {reading.problem && <ErrorNotice problem={reading.problem} onRetry={reading.retry} />}
      <WaitNotice detail={detail} onShow={show} />
      {detail.mayBeUnseen && (
        <p className="notice" data-tone="warn" role="status">
          <IconAlertTriangle size={18} aria-hidden />
          <span>{historyTexts.paymentUnseen}</span>
        </p>
      )}
      {detail.waitsToEnd && (
        <p className="notice" data-tone="warn" role="status">
          <IconAlertTriangle size={18} aria-hidden />
          <span>{texts.movements.waitsToEnd}</span>
        </p>
      )}
      <Repeated earlier={detail.repeats.earlier} onShow={show}>
        <span>
          {detail.repeats.meant
            ? repeatTexts.said(detail.requested.makerName)
            : repeatTexts.unsaid(detail.requested.makerName)}
        </span>
      </Repeated>
      <Rejection detail={detail} />
      <Related detail={detail} onShow={show} />
      {detail.mandate && <MandateSection mandate={detail.mandate} shown={row.id} onShow={show} />}
      {detail.decoded ? (
        <DecodedTransaction decoded={detail.decoded} mandated={detail.mandate !== null} />
      ) : (
        <>
          {detail.unreadable && <Unreadable problem={detail.unreadable} />}
          <Requested detail={detail} />
        </>
      )}
      <Facts
        of={[
          // One between own vaults has none: nobody was asked for it.
          ...(row.kind === 'withdrawal' || row.reference !== ''
            ? ([[texts.movements.reference, row.reference || texts.movements.noReference]] as const)
            : []),
          ...(detail.requested.externalId === null
            ? []
            : ([[repeatTexts.externalId, detail.requested.externalId]] as const)),
          [texts.movements.maker, row.makerName],
          [texts.movements.createdAt, <FullMoment key="created" at={row.createdAt} />],
          [texts.movements.asksUntil, <FullMoment key="until" at={detail.asksUntil} />],
          ...(detail.ruleTitle === null ? [] : ([[texts.movements.rule, detail.ruleTitle]] as const)),
        ]}
      />
      <Approvals detail={detail} />
      <TransactionFacts transaction={detail.transaction} />
      <History history={detail.history} />
    </Panel>
  );
}

/** Whether it is certain that nobody was paid: a payment that was given up may still happen until the ledger shows it. */
function endedUnpaid({ row, transaction }: MovementDetail): boolean {
  if (row.kind !== 'withdrawal') return false;
  if (row.state === 'failed') return transaction !== null && transaction.finalAt !== null;
  return row.state === 'rejected' || row.state === 'cancelled' || row.state === 'expired';
}

function AskAgain({ onClick }: { readonly onClick: () => void }) {
  return (
    <section className="actions" aria-label={texts.movements.actions}>
      <div className="row row-wrap">
        <Button size="xs" variant="default" onClick={onClick}>
          {texts.movements.askAgain}
        </Button>
        <span className="action-why">{texts.movements.askAgainMeans}</span>
      </div>
    </section>
  );
}

/** The payment that a cancellation voids, and the cancellation of a payment. */
function Related({
  detail,
  onShow,
}: {
  readonly detail: MovementDetail;
  readonly onShow: (id: string) => void;
}) {
  const { cancels, cancelledBy } = detail;
  const text = texts.movements;
  const other = cancels ?? cancelledBy;
  if (other === null) return null;
  return (
    <div className="notice" data-tone="warn">
      <IconBan size={18} aria-hidden />
      <div>
        <strong>{cancels === null ? text.isCancelled : text.cancelsPayment}</strong>{' '}
        <span className="dim">{movementStateText[other.state].word}</span>
        <div>
          <Button variant="light" size="compact-sm" onClick={() => onShow(other.id)}>
            {cancels === null ? text.seeCancellation : text.seePayment}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Why the bytes cannot be read, with the one way out: a rejection would void what nobody knows. */
function Unreadable({ problem }: { readonly problem: Problem }) {
  return (
    <div id="why-unreadable" className="notice" data-tone="bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{problemText(problem).what}</strong>
        <p>{texts.movements.unreadable}</p>
        <p className="notice-detail">
          {texts.common.code} <span className="mono">{problem.code}</span>: {problem.message}
        </p>
      </div>
    </div>
  );
}

/** States in which there are bytes; where none are, the books have lost them. */
const isBuilt: ReadonlySet<MovementState> = new Set<MovementState>([
  'proposed',
  'approved',
  'signed',
  'sent',
]);

function hintOfRequest({ row, unreadable }: MovementDetail): string {
  const { requestHint, requestHintUnread, requestHintGone } = texts.movements;
  if (unreadable !== null) return requestHintUnread;
  return isBuilt.has(row.state) ? requestHintGone : requestHint;
}

function Requested({ detail }: { readonly detail: MovementDetail }) {
  const { row } = detail;
  return (
    <Section title={texts.movements.request} hint={hintOfRequest(detail)}>
      <div className="block">
        <div>
          <div className="block-label">
            {row.recipientName === null
              ? texts.movements.outsider
              : texts.movements.ownVault(row.recipientName)}
            <Amount units={row.amount} />
          </div>
          <AddressBlocks address={row.recipient} />
        </div>
      </div>
    </Section>
  );
}

/** What a stop means in the state that the movement has come to. */
const stoppedText: Partial<Record<MovementState, string>> = {
  stopped: texts.movements.stoppedWaits,
  rejected: texts.movements.stoppedEnded,
  signed: texts.movements.stoppedLate,
  sent: texts.movements.stoppedLate,
  final: texts.movements.stoppedTooLate,
  failed: texts.movements.stoppedTooLate,
};

function Rejection({ detail: { rejection, row } }: { readonly detail: MovementDetail }) {
  if (rejection === null) return null;
  return (
    <div className="notice" data-tone="warn">
      <IconBan size={18} aria-hidden />
      <div>
        <strong>
          {row.stopped
            ? texts.movements.stoppedBy(rejection.officerName)
            : texts.movements.rejectedBy(rejection.officerName)}
        </strong>{' '}
        <Moment at={rejection.at} />
        {rejection.reason !== '' && <p className="selectable breaks">{rejection.reason}</p>}
        {row.stopped && <p>{stoppedText[row.state]}</p>}
      </div>
    </div>
  );
}

function Approvals({ detail }: { readonly detail: MovementDetail }) {
  const { approvals, row } = detail;
  return (
    <Section
      title={`${texts.movements.approvals}: ${texts.movements.approvalsShort(row.approvals, row.approvalsNeeded)}`}
    >
      {approvals.length === 0 ? (
        <p className="dim">{texts.movements.approvalsNone}</p>
      ) : (
        <ul className="people">
          {approvals.map((approval) => (
            <li key={approval.officerId}>
              <IconCircleCheck size={16} aria-hidden />
              <strong>{approval.officerName}</strong>
              <span className="dim">
                {texts.movements.approved} <Moment at={approval.approvedAt} />, {texts.movements.expires}{' '}
                <Moment at={approval.expiresAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function TransactionFacts({ transaction }: { readonly transaction: MovementDetail['transaction'] }) {
  if (transaction === null) return null;
  const fee = transaction.feePaid === null ? texts.movements.notYet : <Amount units={transaction.feePaid} />;
  const when = (at: number | null) => (at === null ? texts.movements.notYet : <FullMoment at={at} />);
  return (
    <Section title={texts.movements.transaction}>
      <Facts
        of={[
          [texts.movements.digest, <CopyTransaction key="digest" id={transaction.idText} />],
          [texts.movements.signedAt, when(transaction.signedAt)],
          [texts.movements.sentAt, when(transaction.sentAt)],
          [texts.movements.finalAt, when(transaction.finalAt)],
          [texts.movements.checkpoint, transaction.checkpoint ?? texts.movements.notYet],
          [texts.movements.feePaid, fee],
        ]}
      />
      {transaction.restsOn !== null && <Grade grade={gradeOf[transaction.restsOn]} />}
    </Section>
  );
}

function History({ history }: { readonly history: MovementDetail['history'] }) {
  return (
    <Section title={texts.movements.history}>
      <ol className="timeline">
        {numbered(history).map(({ place, item: step }) => (
          <li key={place}>
            <span className="breaks">
              {step.note === '' ? journalKindText[step.kind] : step.note}
              {step.officerName !== null && <span className="dim">, {step.officerName}</span>}
            </span>
            <span className="dim">
              <Moment at={step.at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
