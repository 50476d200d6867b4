import { ActionIcon } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { actingOfficer } from '../state/acting.ts';
import { call } from '../state/call.ts';
import { noteGood, noteProblem } from '../state/notices.ts';
import { texts } from '../texts/texts.ts';

/** The whole id of a transaction, and a button that puts it on the clipboard through the main process, which knows it. */
export function CopyTransaction({ id }: { readonly id: string }) {
  const copy = async () => {
    const answer = await call('transaction.copy', { as: actingOfficer(), transaction: id });
    if (answer.ok) noteGood(texts.common.copiedTransaction, id);
    else noteProblem(answer.problem);
  };
  return (
    <span className="with-copy">
      <span className="mono small selectable breaks">{id}</span>
      <ActionIcon
        aria-label={texts.common.copyTransaction}
        title={texts.common.copyTransaction}
        onClick={copy}
      >
        <IconCopy size={15} />
      </ActionIcon>
    </span>
  );
}
