import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react';
import type { HoldView, TreasuryView } from '../../electron/contract/treasury.ts';
import { useDialogs } from '../state/dialogs.ts';
import { texts } from '../texts/texts.ts';
import { fullWhen } from '../texts/when.ts';

const text = texts.hold;

/**
 * Why nothing is changed in this folder, and the way to settle it; after that, until when the vaults wait. At an officer's desk
 * there are no two officers: it is made anew.
 */
export function HoldAlarm({ treasury }: { readonly treasury: Pick<TreasuryView, 'hold' | 'stationRole'> }) {
  const { hold } = treasury;
  const isOfficers = treasury.stationRole === 'officer';
  const show = useDialogs((dialogs) => dialogs.show);
  if (hold === null) return null;
  const { older, spends, signsFrom } = hold;
  const why = whyHeld(hold);
  if (why === null) {
    return signsFrom === null ? null : (
      <div className="evaluation" role="status">
        <IconClockPause size={15} aria-hidden />
        {text.waits(fullWhen(signsFrom))}
      </div>
    );
  }
  return (
    <div className="evaluation" data-tone="bad" role="alert">
      <IconAlertTriangle size={15} aria-hidden />
      <span>
        <strong>{why}</strong> {isOfficers ? text.heldAtOfficers : text.held}{' '}
        {older && (
          <>
            {text.ours} {text.entry(older.ours.seq, fullWhen(older.ours.at))}. {text.newer}:{' '}
            {text.entry(older.newer.seq, fullWhen(older.newer.at))}.{' '}
          </>
        )}
        {spends.map(({ transactionId }) => (
          <span key={transactionId} className="mono selectable breaks">
            {transactionId}{' '}
          </span>
        ))}
      </span>
      {!isOfficers && (
        <Button size="compact-xs" color="red" onClick={() => show({ kind: 'settle' })}>
          {text.repair}
        </Button>
      )}
    </div>
  );
}

/** The sentence of an alarm; null where officers have settled it. */
export function whyHeld({ enrolment, older, spends }: HoldView): string | null {
  if (enrolment !== null) return text.enrolment[enrolment];
  if (older !== null) return text.older;
  return spends.length > 0 ? text.spends(spends.length) : null;
}
