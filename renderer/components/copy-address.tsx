import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { call } from '../state/call.ts';
import { noteGood, noteTrouble } from '../state/notices.ts';
import { words } from '../text/words.ts';

/** Puts an address of this treasury on the clipboard, through the main process, which knows which those are. */
export function CopyAddress({ address }: { readonly address: string }) {
  const copy = async () => {
    const answer = await call('address.copy', { address });
    if (answer.ok) noteGood(words.common.copied, address);
    else noteTrouble(answer.trouble);
  };
  return (
    <Button variant="default" leftSection={<IconCopy size={15} />} onClick={copy}>
      {words.common.copyAddress}
    </Button>
  );
}
