import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useContext } from 'react';
import type { TreasuryView } from '../../electron/contract/treasury.ts';
import type { ErrorCode } from '../../electron/core/error-code.ts';
import { AppContext } from '../state/app-context.ts';
import type { Problem } from '../state/call.ts';
import type { ErrorText } from '../texts/errors/error-text.ts';
import { errorTexts } from '../texts/errors.ts';
import { texts } from '../texts/texts.ts';
import { ReasonHelp } from './reason-help.tsx';

/** The text of a problem: what happened, what it means for the money, what to do next. */
export function problemText(problem: Problem): ErrorText {
  return errorTexts[problem.code];
}

/** Whether what was missing is there by now. */
function isMended(code: ErrorCode, { vaults, signedIn }: TreasuryView, vaultId: string): boolean {
  if (code === 'officer-not-signed-in') return signedIn.length > 0;
  return code === 'vault-locked' && vaults.some(({ id, state }) => id === vaultId && state === 'open');
}

/** A failure in plain words, with its code for whoever is asked for help. */
export function ErrorNotice(props: {
  readonly problem: Problem;
  readonly onRetry?: () => void;
  /** Where the problem is about a vault or an officer: offers to unlock or to sign in. */
  readonly vaultId?: string;
}) {
  const { problem, onRetry, vaultId } = props;
  const treasury = useContext(AppContext)?.treasury ?? null;
  if (treasury !== null && vaultId !== undefined && isMended(problem.code, treasury, vaultId)) return null;
  const text = problemText(problem);
  return (
    <div className="notice" data-tone="bad" role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <strong>{text.what}</strong>
        <p>{text.money}</p>
        <p>{text.next}</p>
        <p className="notice-detail">
          {texts.common.code} <span className="mono">{problem.code}</span>: {problem.message}
        </p>
        {vaultId !== undefined && <ReasonHelp code={problem.code} vaultId={vaultId} />}
        {onRetry && (
          <Button variant="default" mt="xs" onClick={onRetry}>
            {texts.common.retry}
          </Button>
        )}
      </div>
    </div>
  );
}
