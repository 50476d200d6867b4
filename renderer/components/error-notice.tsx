import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useContext } from 'react';
import type { TreasuryView } from '../../electron/contract/treasury.ts';
import type { ErrorCode } from '../../electron/core/error-code.ts';
import { AppContext } from '../state/app-context.ts';
import type { Trouble } from '../state/call.ts';
import { type ErrorText, errorTexts } from '../text/errors.ts';
import { words } from '../text/words.ts';
import { ReasonHelp } from './reason-help.tsx';

/** The text of a trouble: what happened, what it means for the money, what to do next. */
export function troubleText(trouble: Trouble): ErrorText {
  return errorTexts[trouble.code];
}

/** Whether what was missing is there by now. */
function isMended(code: ErrorCode, { vaults, signedIn }: TreasuryView, vaultId: string): boolean {
  if (code === 'officer-not-signed-in') return signedIn !== null;
  return code === 'vault-locked' && vaults.some(({ id, state }) => id === vaultId && state === 'open');
}

/** A failure in plain words, with its code for whoever is asked for help. */
export function ErrorNotice(props: {
  readonly trouble: Trouble;
  readonly onRetry?: () => void;
  /** Where the trouble is about a vault or an officer: offers to unlock or to sign in. */
  readonly vaultId?: string;
}) {
  const { trouble, onRetry, vaultId } = props;
  const treasury = useContext(AppContext)?.treasury ?? null;
  if (treasury !== null && vaultId !== undefined && isMended(trouble.code, treasury, vaultId)) return null;
  const text = troubleText(trouble);
  return (
    <div className="notice" data-tone="bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{text.what}</strong>
        <p>{text.money}</p>
        <p>{text.next}</p>
        <p className="notice-detail">
          {words.common.code} <span className="mono">{trouble.code}</span>: {trouble.message}
        </p>
        {vaultId !== undefined && <ReasonHelp code={trouble.code} vaultId={vaultId} />}
        {onRetry && (
          <Button variant="default" mt="xs" onClick={onRetry}>
            {words.common.retry}
          </Button>
        )}
      </div>
    </div>
  );
}
