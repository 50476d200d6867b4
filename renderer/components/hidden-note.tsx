import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { type ListName, useListView } from '../state/list-view.ts';
import { listTexts } from '../texts/list-texts.ts';
import { EmptyNote } from './empty-note.tsx';

/** Search and filters hide every row of a list: that it is so, and the way out. */
export function HiddenNote({ list }: { readonly list: ListName }) {
  const { clear } = useListView(list);
  return (
    <EmptyNote icon={IconFilterOff} title={listTexts.hidden} hint={listTexts.hiddenHint}>
      <Button variant="default" onClick={clear}>
        {listTexts.clear}
      </Button>
    </EmptyNote>
  );
}
