import { Button } from '@mantine/core';
import { IconPlus, IconRestore, IconZoomCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { CeremonyKind } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { ScreenFrame } from '../../components/screen.tsx';
import { useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { type Place, useNavigation } from '../../state/navigation.ts';
import { ceremonyText, vaultTexts } from '../../texts/ceremony-texts.ts';
import { BeginPage } from '../ceremonies/begin-page.tsx';
import { PastCeremonies } from './past-ceremonies.tsx';
import { ToKnow } from './to-know.tsx';
import { VaultCard } from './vault-card.tsx';

const text = vaultTexts;

/** The vaults of the treasury, what can be done with their backups, and what was done. */
export function VaultsScreen() {
  const { vaults } = useTreasury();
  const acting = useActing();
  const place = useNavigation((navigation) => navigation.place);
  const [begin, setBegin] = useState<{
    readonly kind: CeremonyKind;
    readonly vaultId: string | null;
    /** Whoever goes to this screen again wants the vaults. */
    readonly at: Place;
  } | null>(null);
  if (begin !== null && begin.at === place) {
    return (
      <BeginPage
        kind={begin.kind}
        vault={vaults.find(({ id }) => id === begin.vaultId) ?? null}
        onBack={() => setBegin(null)}
      />
    );
  }
  const start = (kind: CeremonyKind, vaultId: string | null = null) => setBegin({ kind, vaultId, at: place });
  return (
    <ScreenFrame
      title={text.title}
      lead={text.lead}
      scroll
      actions={
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconZoomCheck size={15} />}
            onClick={() => start('check-backup')}
          >
            {ceremonyText['check-backup'].name}
          </Button>
          <Button variant="default" leftSection={<IconRestore size={15} />} onClick={() => start('restore')}>
            {ceremonyText.restore.name}
          </Button>
          <Button leftSection={<IconPlus size={15} />} onClick={() => start('create')}>
            {ceremonyText.create.name}
          </Button>
        </div>
      }
    >
      <div className="vaults">
        <section className="stack" aria-label={text.list}>
          {vaults.map((vault) => (
            <VaultCard key={vault.id} vault={vault} onBegin={start} />
          ))}
        </section>
        <ToKnow />
        {acting !== null && <PastCeremonies />}
      </div>
    </ScreenFrame>
  );
}
