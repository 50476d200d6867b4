import { Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { MovementAction, MovementDetail } from '../../../electron/contract/movements.ts';
import { ErrorNotice, problemText } from '../../components/error-notice.tsx';
import { ReasonHelp } from '../../components/reason-help.tsx';
import { actOnMovement } from '../../state/act-on-movement.ts';
import { actingOfficer } from '../../state/acting.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { actionText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { SendForApproval } from '../envelopes/send-for-approval.tsx';
import { ApproveMandate } from '../mandates/approve-mandate.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { ReasonDialog, type Refusing } from './reason-dialog.tsx';

/** In this order, the first that is allowed is the one primary action. */
const primaryOrder: readonly MovementAction[] = ['submit', 'sign', 'approve'];

interface Refused {
  /** The actions that the reason is in the way of. */
  readonly of: MovementAction[];
  readonly reason: NonNullable<MovementDetail['actions'][number]['reason']>;
}

/** Why actions are not possible now: a reason that several have is said once. */
function reasonsOf(actions: MovementDetail['actions']): readonly Refused[] {
  const reasons: Refused[] = [];
  for (const { action, allowed, reason } of actions) {
    if (allowed || reason === null) continue;
    const same = reasons.find(
      ({ reason: known }) => known.code === reason.code && known.message === reason.message,
    );
    if (same) same.of.push(action);
    else reasons.push({ of: [action], reason });
  }
  return reasons;
}

/** The next steps. What is not allowed is shown with its reason in words, never silently grey. */
export function MovementActions({ detail }: { readonly detail: MovementDetail }) {
  const { row, actions } = detail;
  const [asking, setAsking] = useState<'approve' | Refusing | null>(null);
  const task = useTask();
  const [running, setRunning] = useState<MovementAction | null>(null);
  const allowed = (action: MovementAction) =>
    actions.some((entry) => entry.action === action && entry.allowed);
  const primary = primaryOrder.find(allowed) ?? null;
  // Why bytes cannot be read stands above, where they would.
  const refused = reasonsOf(actions).filter(({ reason }) => reason.code !== detail.unreadable?.code);
  const whyOf = (action: MovementAction) => refused.find(({ of }) => of.includes(action))?.of[0];

  const act = (action: MovementAction) => {
    switch (action) {
      case 'approve':
      case 'reject':
      case 'stop':
      case 'void':
        setAsking(action);
        return;
      default:
        setRunning(action);
        void task.run(
          () => actOnMovement(`movement.${action}`, { as: actingOfficer(), id: row.id }),
          () => noteGood(texts.movements.done[action], row.reference),
        );
    }
  };

  return (
    <section className="actions" aria-label={texts.movements.actions}>
      {task.problem && <ErrorNotice problem={task.problem} vaultId={row.vaultId} />}
      <div className="row row-wrap">
        {actions.map(({ action, allowed: may }) => (
          <Button
            key={action}
            size="xs"
            variant={action === primary ? 'filled' : 'default'}
            disabled={!may || (task.busy && action !== running)}
            loading={task.busy && action === running}
            aria-describedby={may ? undefined : `why-${whyOf(action) ?? 'unreadable'}`}
            onClick={() => act(action)}
          >
            {actionText[action]}
          </Button>
        ))}
      </div>
      <SendForApproval detail={detail} />
      {refused.length > 0 && (
        <ul className="why-list">
          {refused.map(({ of, reason }) => {
            const text = problemText(reason);
            return (
              <li key={of[0]} id={`why-${of[0]}`}>
                <IconInfoCircle size={14} aria-hidden />
                <span>
                  <strong>{of.map((action) => actionText[action]).join(', ')}:</strong> {text.what}{' '}
                  <ReasonHelp
                    code={reason.code}
                    vaultId={row.vaultId}
                    {...(of.includes('approve') ? { having: 'approver' } : {})}
                  >
                    {text.next}
                  </ReasonHelp>
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {asking === 'approve' && detail.mandate && (
        <ApproveMandate
          id={row.id}
          mandate={detail.mandate}
          makerName={row.makerName}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'approve' && detail.mandate === null && detail.decoded && (
        <ApproveDialog
          id={row.id}
          decoded={detail.decoded}
          requested={detail.requested}
          repeats={detail.repeats}
          onClose={() => setAsking(null)}
        />
      )}
      {asking !== null && asking !== 'approve' && (
        <ReasonDialog detail={detail} act={asking} onClose={() => setAsking(null)} />
      )}
    </section>
  );
}
