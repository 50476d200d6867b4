import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { actingOfficer } from '../state/acting.ts';
import { call } from '../state/call.ts';
import { noteGood, noteProblem } from '../state/notices.ts';
import { texts } from '../texts/texts.ts';

/** Puts an address of this treasury on the clipboard, through the main process, which knows which those are. */
export function CopyAddress({ address }: { readonly address: string }) {
  const copy = async () => {
    const answer = await call('address.copy', { as: actingOfficer(), address });
    if (answer.ok) noteGood(texts.common.copied, address);
    else noteProblem(answer.problem);
  };
  return (
    <Button variant="default" leftSection={<IconCopy size={15} />} onClick={copy}>
      {texts.common.copyAddress}
    </Button>
  );
}
