import { Box, Button } from '@mantine/core';
import { IconArrowRight, IconBookOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { EmptyNote } from '../../components/empty-note.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { pages } from '../../guide/pages.ts';
import { type FoundInGuide, searchGuide } from '../../guide/search-guide.ts';
import { type GuidePlace, useNavigation } from '../../state/navigation.ts';
import { guideTexts as text } from '../../texts/guide-texts.ts';
import { Article, headingElement } from './article.tsx';

/** The user guide that comes with the program: its pages, a search by words, and the page that was asked for. */
export function GuideScreen(props: { readonly start: GuidePlace | null; readonly actions?: ReactNode }) {
  const navigate = useNavigation((navigation) => navigation.go);
  const [query, setQuery] = useState('');
  const scroller = useRef<HTMLElement>(null);
  const { start } = props;
  const id = start?.page ?? pages[0]?.id ?? '';
  const index = pages.findIndex((page) => page.id === id);
  const page = pages[index];
  const next = index < 0 ? undefined : pages[index + 1];
  const go = (place: GuidePlace) => navigate({ screen: 'guide', guide: place });
  useEffect(() => {
    const heading = start?.at === undefined ? null : document.getElementById(headingElement(start.at));
    if (heading !== null) heading.scrollIntoView({ block: 'start' });
    else if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [start]);
  return (
    <ScreenFrame title={text.title} lead={text.lead} actions={props.actions}>
      <div className="guide">
        <div className="guide-side">
          <SearchField label={text.search} value={query} onChange={setQuery} />
          {query.trim() === '' ? (
            <Pages id={id} go={go} />
          ) : (
            <FoundList found={searchGuide(pages, query)} go={go} />
          )}
        </div>
        <Box
          component="section"
          ref={scroller}
          className="card guide-page"
          aria-label={page?.title ?? text.title}
          // What scrolls must be reached by the keyboard.
          tabIndex={0}
        >
          {page === undefined ? (
            <EmptyNote icon={IconBookOff} title={text.noPage} hint={id} />
          ) : (
            <Article page={page} go={go} />
          )}
          {next !== undefined && (
            <Button
              className="guide-next"
              variant="default"
              rightSection={<IconArrowRight size={14} aria-hidden />}
              onClick={() => go({ page: next.id })}
            >
              {text.next(next.title)}
            </Button>
          )}
        </Box>
      </div>
    </ScreenFrame>
  );
}

type Go = { readonly go: (place: GuidePlace) => void };

function Pages({ id, go }: Go & { readonly id: string }) {
  return (
    <nav aria-label={text.pages}>
      <ul className="guide-list">
        {pages.map((page) => (
          <li key={page.id}>
            <button
              type="button"
              aria-current={page.id === id ? 'page' : undefined}
              onClick={() => go({ page: page.id })}
            >
              {page.title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function FoundList({ found, go }: Go & { readonly found: readonly FoundInGuide[] }) {
  if (found.length === 0) {
    return (
      <p className="dim" role="status">
        {text.nothing}
      </p>
    );
  }
  return (
    <nav aria-label={text.found}>
      <ul className="guide-list">
        {found.map(({ place, page, heading, around }) => (
          <li key={`${place.page}#${place.at ?? ''}`}>
            <button type="button" onClick={() => go(place)}>
              <strong>{heading}</strong>
              {heading !== page && <span className="dim small">{page}</span>}
              <span className="dim small">{around}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
