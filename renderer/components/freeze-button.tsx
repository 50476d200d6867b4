import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useActing } from '../state/acting.ts';
import { useTreasury } from '../state/app-context.ts';
import { useDialogs } from '../state/dialogs.ts';
import { freezeTexts as text } from '../texts/freeze-texts.ts';

/** Opens the dialog that freezes a vault, or every one (null); whoever is not signed in signs in first. Nothing at an officer's desk. */
export function FreezeButton({ vaultId }: { readonly vaultId: string | null }) {
  const show = useDialogs((dialogs) => dialogs.show);
  const acting = useActing();
  if (useTreasury().stationRole === 'officer') return null;
  return (
    <Button
      variant="default"
      leftSection={<IconHandStop size={15} />}
      onClick={() => show(acting === null ? { kind: 'sign-in' } : { kind: 'freeze', vaultId })}
    >
      {vaultId === null ? text.freezeAll : text.freeze}
    </Button>
  );
}
