import { Button } from '@mantine/core';
import type { ErrorCode } from '../../electron/core/error-code.ts';
import type { Role } from '../../electron/core/officer/officer.ts';
import { letAct, useActing } from '../state/acting.ts';
import { signedInOfficers, useTreasury } from '../state/app-context.ts';
import { useDialogs } from '../state/dialogs.ts';
import { texts } from '../texts/texts.ts';

/** Where a reason can be removed at once, the button that does it; elsewhere the text given. */
export function ReasonHelp(props: {
  readonly code: ErrorCode;
  readonly vaultId: string;
  /** The role that is needed, where it is known: only officers who have it are offered. */
  readonly having?: Role;
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
      return <OtherOfficers having={props.having ?? null} />;
    default:
      return children ?? null;
  }
}

/** To let another officer act who is signed in, or to sign one in. */
export function OtherOfficers({ having }: { readonly having: Role | null }) {
  const treasury = useTreasury();
  const acting = useActing();
  const show = useDialogs((dialogs) => dialogs.show);
  const others = signedInOfficers(treasury).filter(
    ({ id, roles }) => id !== acting && (having === null || roles.includes(having)),
  );
  return (
    <span className="other-officers">
      {others.map(({ id, name }) => (
        <Button key={id} variant="light" size="compact-xs" onClick={() => letAct(id)}>
          {texts.officer.actAs(name)}
        </Button>
      ))}
      {treasury.signedIn.length < treasury.officers.length && (
        <Button variant="light" size="compact-xs" onClick={() => show({ kind: 'sign-in' })}>
          {texts.officer.switchTo}
        </Button>
      )}
    </span>
  );
}
