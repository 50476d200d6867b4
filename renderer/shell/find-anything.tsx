import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useActing } from '../state/acting.ts';
import { finderTexts as text } from '../texts/finder-texts.ts';
import { finder, finderState } from './finder.ts';
import { type Found, useFoundHere } from './found-here.ts';
import { useFoundRows } from './found-rows.ts';

/** How long it waits for more letters before it asks the books, milliseconds. */
const WAITS_MS = 120;

/** Ctrl+K: accounts, addresses, movements, deposits, officers, what can be done now, and pages of the guide. */
export function FindAnything() {
  const [query, setQuery] = useState('');
  const [wanted] = useDebouncedValue(query.trim(), WAITS_MS);
  const acting = useActing();
  const here = useFoundHere(query);
  const rows = useFoundRows(acting, wanted);
  const groups = [
    [text.groups.actions, here.actions],
    [text.groups.accounts, rows.accounts],
    [text.groups.movements, rows.movements],
    [text.groups.deposits, rows.deposits],
    [text.groups.officers, here.officers],
    [text.groups.guide, here.guide],
  ] as const;
  const isEmpty = groups.every(([, found]) => found.length === 0);
  return (
    <Spotlight.Root
      store={finderState}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      lockScroll={false}
      centered={false}
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      size={620}
      attributes={{ content: { 'aria-label': text.label } }}
      // With no transition the field stands in the same task as the key: a letter typed right behind it is not lost.
      transitionProps={{ duration: 0 }}
    >
      <Spotlight.Search
        ref={focusAtOnce}
        placeholder={text.placeholder}
        aria-label={text.label}
        leftSection={<IconSearch size={18} aria-hidden />}
        maxLength={200}
      />
      <Spotlight.ActionsList className="finder-list">
        {groups.map(([label, found]) =>
          found.length === 0 ? null : (
            <Spotlight.ActionsGroup key={label} label={label}>
              {found.map((each) => (
                <FoundLine key={each.id} found={each} />
              ))}
            </Spotlight.ActionsGroup>
          ),
        )}
        {isEmpty && <Spotlight.Empty>{rows.failed ? text.failed : text.nothing}</Spotlight.Empty>}
        {acting === null && wanted !== '' && <p className="finder-hint dim small">{text.signIn}</p>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** The window's own focus comes a task later, and letters typed until then would go nowhere. */
const focusAtOnce = (field: HTMLInputElement | null): void => field?.focus();

function FoundLine({ found: { title, about, open } }: { readonly found: Found }) {
  return (
    <Spotlight.Action
      onClick={() => {
        finder.close();
        open();
      }}
    >
      <span className="finder-title ellipsis">{title}</span>
      {about !== '' && <span className="finder-about dim small ellipsis">{about}</span>}
    </Spotlight.Action>
  );
}
