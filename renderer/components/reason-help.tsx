import { Button } from '@mantine/core';
import type { ErrorCode } from '../../electron/core/error-code.ts';
import { useTreasury } from '../state/app-context.ts';
import { useDialogs } from '../state/dialogs.ts';
import { texts } from '../texts/texts.ts';

/** Where a reason can be removed at once, the button that does it; elsewhere the words given. */
export function ReasonHelp(props: {
  readonly code: ErrorCode;
  readonly vaultId: string;
  readonly children?: string;
}) {
  const { code, vaultId, children } = props;
  const treasury = useTreasury();
  const show = useDialogs((dialogs) => dialogs.show);
  const vault = treasury.vaults.find(({ id }) => id === vaultId);
  switch (code) {
    case 'vault-locked':
      return vault ? (
        <Button variant="light" size="compact-xs" onClick={() => show({ kind: 'unlock', vaultId })}>
          {texts.vault.unlockName(vault.name)}
        </Button>
      ) : (
        (children ?? null)
      );
    case 'officer-not-signed-in':
      return (
        <Button variant="light" size="compact-xs" onClick={() => show({ kind: 'sign-in' })}>
          {texts.officer.signIn}
        </Button>
      );
    case 'role-missing':
    case 'approval-by-maker':
    case 'approval-not-an-approver':
    case 'approval-duplicate-officer':
      return (
        <Button variant="light" size="compact-xs" onClick={() => show({ kind: 'sign-in' })}>
          {texts.officer.switchTo}
        </Button>
      );
    default:
      return children ?? null;
  }
}
