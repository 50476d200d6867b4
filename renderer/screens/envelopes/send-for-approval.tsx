import type { MovementDetail } from '../../../electron/contract/movements.ts';
import { useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { SendEnvelope } from './send-envelope.tsx';

/** Sends what needs approval to officers at other stations: a mandate with all of its movements. */
export function SendForApproval({ detail: { row, mandate } }: { readonly detail: MovementDetail }) {
  const { stationRole } = useTreasury();
  const acting = useActing();
  if (stationRole !== 'desk' || acting === null || row.state !== 'proposed') return null;
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
