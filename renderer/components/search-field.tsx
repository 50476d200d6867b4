import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { texts } from '../texts/texts.ts';

/** The search of a list; `/` and Ctrl+F go to it from anywhere on the screen, Escape empties it. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextInput
      className="toolbar-search"
      size="xs"
      data-screen-search
      aria-label={props.label}
      aria-keyshortcuts="/ Control+F"
      placeholder={props.label}
      value={props.value}
      maxLength={200}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onChange('');
      }}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        props.value === '' ? (
          <span className="kbd" aria-hidden>
            {texts.common.searchKey}
          </span>
        ) : (
          <CloseButton size="sm" aria-label={texts.common.clearSearch} onClick={() => props.onChange('')} />
        )
      }
    />
  );
}
