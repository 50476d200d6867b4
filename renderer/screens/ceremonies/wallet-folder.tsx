import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { FormerView } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { walletFolderTexts as text } from '../../texts/wallet-folder-texts.ts';
import { FormerWallet } from './former-wallet.tsx';

/** The folder of another wallet is chosen and read; what would come is shown, and can be left. */
export function WalletFolder(props: { readonly former: FormerView | null; readonly busy: boolean }) {
  const { former, busy } = props;
  const task = useStep();
  const choose = () =>
    void task.run(
      () => call('ceremony.choose-wallet-folder', {}),
      () => {},
    );
  const leave = () =>
    void task.run(
      () => call('ceremony.leave-wallet-folder', {}),
      () => {},
    );
  return (
    <>
      <section className="block" aria-label={text.title}>
        <div>
          <strong>{text.title}</strong>
          <p className="dim small">{text.intro}</p>
        </div>
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} />}
            loading={task.busy}
            disabled={busy}
            onClick={choose}
          >
            {former === null ? text.choose : text.other}
          </Button>
          {former !== null && (
            <Button variant="subtle" disabled={busy || task.busy} onClick={leave}>
              {text.leave}
            </Button>
          )}
          <span className="dim small" role="status">
            {task.busy ? text.reading : ''}
          </span>
        </div>
        {task.problem && <ErrorNotice problem={task.problem} />}
      </section>
      {former !== null && <FormerWallet former={former} />}
    </>
  );
}
