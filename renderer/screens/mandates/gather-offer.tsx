import { Button } from '@mantine/core';
import { useState } from 'react';
import { mandateTexts as text } from '../../texts/mandate-texts.ts';
import { GatherDialog } from './gather-dialog.tsx';

/** Offers a gather where no single address can pay. */
export function GatherOffer({ vaultId }: { readonly vaultId: string }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="light" size="compact-sm" onClick={() => setAsking(true)}>
        {text.gatherOpen}
      </Button>
      {asking && <GatherDialog vaultId={vaultId} onClose={() => setAsking(false)} />}
    </>
  );
}
