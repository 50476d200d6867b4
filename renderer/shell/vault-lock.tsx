import { IconFlame, IconLock, IconLockOpen, IconSnowflake } from '@tabler/icons-react';
import type { VaultView } from '../../electron/contract/vaults.ts';
import { actingOfficer, useActing } from '../state/acting.ts';
import { call } from '../state/call.ts';
import { useDialogs } from '../state/dialogs.ts';
import { noteGood, noteProblem } from '../state/notices.ts';
import { errorTexts } from '../texts/errors.ts';
import { vaultStateText } from '../texts/states.ts';
import { texts } from '../texts/texts.ts';

/** One vault: whether it is open, and the button that changes it. */
export function VaultLock({ vault }: { readonly vault: VaultView }) {
  const show = useDialogs((dialogs) => dialogs.show);
  const acting = useActing();
  const lock = async () => {
    const answer = await call('vault.lock', { as: actingOfficer(), vaultId: vault.id });
    if (answer.ok) noteGood(texts.vault.lockedOne(vault.name));
    else noteProblem(answer.problem);
  };
  const open = vault.state === 'open';
  const KindIcon = vault.kind === 'cold' ? IconSnowflake : IconFlame;
  const StateIcon = open ? IconLockOpen : IconLock;
  return (
    <div className="vault">
      <KindIcon size={16} stroke={1.7} aria-hidden />
      <span className="ellipsis">{vault.name}</span>
      <span className="vault-state row" role="status">
        <StateIcon size={13} aria-hidden />
        {vaultStateText[vault.state]}
      </span>
      {vault.failure === null ? null : (
        <span className="vault-failure" role="alert">
          {texts.vault.closedItself(errorTexts[vault.failure].what)}
        </span>
      )}
      <button
        type="button"
        disabled={vault.state === 'opening'}
        aria-label={open ? texts.vault.lockName(vault.name) : texts.vault.unlockName(vault.name)}
        onClick={() => {
          if (open) void lock();
          // A vault is unlocked by an officer: the password is not enough.
          else show(acting === null ? { kind: 'sign-in' } : { kind: 'unlock', vaultId: vault.id });
        }}
      >
        {open ? texts.vault.lock : texts.vault.unlock}
      </button>
    </div>
  );
}
