import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useActing } from '../../state/acting.ts';
import { SEARCH_WAITS_MS } from '../../state/list-view.ts';
import { useReading } from '../../state/use-reading.ts';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';

/** A recipient of the address book that can be paid now. */
export interface ChosenRecipient {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** How many are offered at once; a search finds the others. */
const OFFERED = 50;

/** Chooses a recipient of the address book by its name; the whole address is in the field below then. */
export function ChooseRecipient(props: {
  readonly chosen: ChosenRecipient | null;
  readonly onChoose: (chosen: ChosenRecipient | null) => void;
}) {
  const { chosen, onChoose } = props;
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search === chosen?.name ? '' : search, SEARCH_WAITS_MS);
  const found = useReading(
    'book.list',
    { as: useActing(), search: wanted, usable: true, offset: 0, limit: OFFERED },
    ['movements', 'app'],
  );
  const offered = (found.value?.rows ?? []).flatMap(({ id, name, address }) =>
    address === null ? [] : [{ id, name, address }],
  );
  const known =
    chosen === null || offered.some(({ id }) => id === chosen.id) ? offered : [chosen, ...offered];
  return (
    <Select
      label={text.fromBook}
      searchable
      clearable
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      // The station has searched already, also in notes and groups.
      filter={({ options }) => options}
      value={chosen?.id ?? null}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={text.fromBookNone}
      onChange={(id) => onChoose(known.find((each) => each.id === id) ?? null)}
    />
  );
}
