import { useTreasury } from '../state/app-context.ts';
import { useDialogs } from '../state/dialogs.ts';
import { ClockDialog } from './clock-dialog.tsx';
import { FreezeDialog } from './freeze-dialog.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';
import { UnlockDialog } from './unlock-dialog.tsx';

/** The dialogs that every screen may call for. */
export function ShellDialogs() {
  const treasury = useTreasury();
  const { open, close } = useDialogs();
  if (open === null) return null;
  const shut = () => close(open);
  if (open.kind === 'sign-in') return <SignInDialog treasury={treasury} onClose={shut} />;
  if (open.kind === 'settle') {
    return treasury.hold ? <SettleDialog hold={treasury.hold} node={treasury.node} onClose={shut} /> : null;
  }
  if (open.kind === 'freeze') return <FreezeDialog vaultId={open.vaultId} onClose={shut} />;
  if (open.kind === 'lift') {
    const freeze = treasury.freezes.find(({ digest }) => digest === open.digest);
    return freeze ? <LiftDialog freeze={freeze} onClose={shut} /> : null;
  }
  const vault = treasury.vaults.find(({ id }) => id === open.vaultId);
  if (open.kind === 'clock') return vault ? <ClockDialog vault={vault} onClose={shut} /> : null;
  return vault ? (
    <UnlockDialog key={vault.id} vault={vault} practice={treasury.practicePassword} onClose={shut} />
  ) : null;
}
