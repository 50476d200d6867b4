import { useTreasury } from '../state/app-context.ts';
import { useDialogs } from '../state/dialogs.ts';
import { SignInDialog } from './sign-in-dialog.tsx';
import { UnlockDialog } from './unlock-dialog.tsx';

/** The dialogs that every screen may call for. */
export function ShellDialogs() {
  const treasury = useTreasury();
  const { open, close } = useDialogs();
  if (open?.kind === 'sign-in') return <SignInDialog treasury={treasury} onClose={close} />;
  const vault = open?.kind === 'unlock' ? treasury.vaults.find(({ id }) => id === open.vaultId) : undefined;
  if (vault) return <UnlockDialog vault={vault} practice={treasury.practicePassword} onClose={close} />;
  return null;
}
