import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArchive,
  IconCoins,
  IconCopyCheck,
  IconEyeCheck,
  IconFlame,
  IconHandStop,
  IconKey,
  IconLock,
  IconLockOpen,
  IconPuzzle,
  IconRefresh,
  IconSnowflake,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { VaultView } from '../../../electron/contract/vaults.ts';
import type { CeremonyKind } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { sheetFingerprint } from '../../../electron/core/ceremony/sheet-fingerprint.ts';
import { Amount } from '../../components/amount.tsx';
import { Badge } from '../../components/badge.tsx';
import { FreezeButton } from '../../components/freeze-button.tsx';
import { HeldAndFree } from '../../components/held-and-free.tsx';
import { Holders } from '../../components/holders.tsx';
import { NodeWord } from '../../components/node-word.tsx';
import { useTreasury } from '../../state/app-context.ts';
import { vaultTexts } from '../../texts/ceremony-texts.ts';
import { freezeTexts } from '../../texts/freeze-texts.ts';
import { grouped } from '../../texts/grouped.ts';
import { mandateTexts } from '../../texts/mandate-texts.ts';
import { officialTexts } from '../../texts/official-texts.ts';
import { searchTexts } from '../../texts/search-texts.ts';
import { vaultKindText, vaultStateText } from '../../texts/states.ts';
import { RetiredDialog } from '../mandates/retired-dialog.tsx';
import { ChangePasswordDialog } from './change-password-dialog.tsx';
import { LookForMoneyDialog } from './look-for-money-dialog.tsx';
import { SaveCopyDialog } from './save-copy-dialog.tsx';
import { SecondOpinionDialog } from './second-opinion-dialog.tsx';

const text = vaultTexts;

/** One vault, and what can be done for its backup and its file. */
export function VaultCard(props: {
  readonly vault: VaultView;
  readonly onBegin: (kind: CeremonyKind, vaultId: string) => void;
}) {
  const { vault, onBegin } = props;
  const [dialog, setDialog] = useState<'password' | 'copy' | 'opinion' | 'search' | 'retired' | null>(null);
  const close = () => setDialog(null);
  const KindIcon = vault.kind === 'cold' ? IconSnowflake : IconFlame;
  const open = vault.state === 'open';
  const frozen = useTreasury().freezes.some(({ vaultId }) => vaultId === null || vaultId === vault.id);
  return (
    <article className="card vault-card" aria-label={vault.name}>
      <header>
        <KindIcon size={22} stroke={1.6} aria-hidden />
        <div>
          <h2>{vault.name}</h2>
          <p className="dim">{vaultKindText[vault.kind]}</p>
        </div>
        {vault.retired && (
          <Badge icon={IconArchive} tone="plain">
            {text.retired}
          </Badge>
        )}
        {frozen && (
          <Badge icon={IconHandStop} tone="bad">
            {freezeTexts.frozen}
          </Badge>
        )}
        <Badge icon={open ? IconLockOpen : IconLock} tone={open ? 'warn' : 'plain'}>
          {vaultStateText[vault.state]}
        </Badge>
      </header>
      <dl className="vault-facts">
        <div>
          <dt>{text.fingerprint}</dt>
          <dd className="fingerprint" title={text.fingerprintHint}>
            {sheetFingerprint(vault.receiveAddress)}
          </dd>
        </div>
        <div>
          <dt>{text.accounts}</dt>
          <dd className="figure">{grouped(vault.accounts)}</dd>
        </div>
        <div className="right">
          <dt>{text.balance}</dt>
          <dd>
            {vault.balance === null ? (
              <span className="dim">{text.balanceHidden}</span>
            ) : (
              <>
                <Amount units={vault.balance} />
                <NodeWord />
                {vault.free !== null && vault.reserved !== null && vault.reserved !== '0' && (
                  <HeldAndFree free={vault.free} reserved={vault.reserved} />
                )}
              </>
            )}
          </dd>
        </div>
      </dl>
      {vault.reserved !== null && vault.reserved !== '0' && (
        <div className="vault-holders">
          <Holders vaultId={vault.id} />
        </div>
      )}
      {vault.retired && vault.balance !== null && vault.balance !== '0' && (
        <div className="notice" data-tone="warn" role="status">
          <IconAlertTriangle size={18} aria-hidden />
          <div className="spread">
            <div>
              <strong>{mandateTexts.retired.left}</strong>
              <p className="dim">{mandateTexts.retired.leftHint}</p>
            </div>
            <Button variant="light" onClick={() => setDialog('retired')}>
              {mandateTexts.retired.open}
            </Button>
          </div>
        </div>
      )}
      <fieldset className="vault-actions" aria-label={text.actions(vault.name)}>
        <Button variant="default" leftSection={<IconKey size={15} />} onClick={() => setDialog('password')}>
          {text.password}
        </Button>
        <Button variant="default" leftSection={<IconCopyCheck size={15} />} onClick={() => setDialog('copy')}>
          {text.copy}
        </Button>
        <Button
          variant="default"
          leftSection={<IconEyeCheck size={15} />}
          onClick={() => setDialog('opinion')}
        >
          {officialTexts.action}
        </Button>
        <Button variant="default" leftSection={<IconCoins size={15} />} onClick={() => setDialog('search')}>
          {searchTexts.action}
        </Button>
        <FreezeButton vaultId={vault.id} />
        <span className="grow" />
        <Button
          variant="default"
          leftSection={<IconPuzzle size={15} />}
          onClick={() => onBegin('shares', vault.id)}
        >
          {text.shares}
        </Button>
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} />}
          disabled={vault.retired}
          onClick={() => onBegin('rotate', vault.id)}
        >
          {text.rotate}
        </Button>
      </fieldset>
      {dialog === 'password' && <ChangePasswordDialog vault={vault} onClose={close} />}
      {dialog === 'opinion' && <SecondOpinionDialog vault={vault} onClose={close} />}
      {dialog === 'search' && <LookForMoneyDialog vault={vault} onClose={close} />}
      {dialog === 'retired' && <RetiredDialog vault={vault} onClose={close} />}
      {dialog === 'copy' && <SaveCopyDialog vault={vault} onClose={close} />}
    </article>
  );
}
