import { Button } from '@mantine/core';
import type { MovementDetail } from '../../../electron/contract/movements.ts';
import { useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { useNavigation } from '../../state/navigation.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { SendEnvelope } from './send-envelope.tsx';

/** Sends what needs approval to officers at other stations: a mandate with all of its movements. An officer's desk sends answers. */
export function SendForApproval({ detail }: { readonly detail: MovementDetail }) {
  const { row, mandate, approvals, unreadable } = detail;
  const { stationRole } = useTreasury();
  const acting = useActing();
  const go = useNavigation((navigation) => navigation.go);
  if (stationRole === 'officer' && approvals.some(({ officerId }) => officerId === acting)) {
    return (
      <div className="send-for-approval">
        <span className="dim small">{text.answersLeave}</span>
        <div className="row">
          <Button size="xs" variant="default" onClick={() => go({ screen: 'envelopes' })}>
            {text.title}
          </Button>
        </div>
      </div>
    );
  }
  if (stationRole !== 'desk' || acting === null || row.state !== 'proposed' || unreadable !== null)
    return null;
  return (
    <div className="send-for-approval">
      <div>
        <strong>{text.sendForApproval}</strong>
        <p className="dim small">
          {mandate === null ? text.sendForApprovalHint : text.sendMandateHint(mandate.sources.length)}
        </p>
      </div>
      <SendEnvelope contents="proposals" movementIds={[row.id]} />
    </div>
  );
}
