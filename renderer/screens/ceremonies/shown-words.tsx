import { Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconCameraOff,
  IconCheck,
  IconEye,
  IconEyeOff,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useApp } from '../../state/app-context.ts';
import type { Answer, Problem } from '../../state/call.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { PageOf } from './page-of.tsx';
import { pageCount, placeOfPage, type WordPagePlace } from './word-buffer.ts';
import { type WordList, wordOfNumber } from './word-list.ts';

const text = stageTexts.show;

/** Words to be written down, six at a time, covered whenever the window is left. */
export function ShownWords(props: {
  readonly list: WordList;
  readonly total: number;
  /** Asks for one group; called each time it is uncovered. */
  readonly ask: (group: number) => Promise<Answer<{ readonly words: Uint16Array }>>;
  /** What is offered as long as no word is seen. */
  readonly before: ReactNode;
  /** Whether the words can be shown: their sheet is there. */
  readonly ready: boolean;
  readonly busy: boolean;
  readonly onWritten: () => void;
}) {
  const { list, total, ask, ready } = props;
  const { canProtectContent } = useApp();
  const [page, setPage] = useState(0);
  const [seen, setSeen] = useState(0);
  const forward = useRef<HTMLButtonElement>(null);
  const cover = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const place = placeOfPage(page, total);
  const last = pageCount(total) - 1;

  useEffect(() => {
    const hide = () => setOpen(false);
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  }, []);

  // The button that was pressed is gone, or done with: the keyboard goes on with the one that follows.
  useEffect(() => {
    if (open) forward.current?.focus();
    else if (ready) cover.current?.focus();
  }, [open, ready]);

  const go = (next: number) => {
    setProblem(null);
    setPage(next);
  };
  const [from, to] = [place.first + 1, place.first + place.count];
  return (
    <>
      {!open && props.before}
      <PageOf place={place} total={total} />
      {open ? (
        <OpenWords
          key={page}
          list={list}
          place={place}
          page={page}
          ask={ask}
          onShown={() => setSeen((before) => Math.max(before, page + 1))}
          onProblem={(found) => {
            setProblem(found);
            setOpen(false);
          }}
        />
      ) : (
        <button
          ref={cover}
          type="button"
          className="word-cover"
          disabled={!ready}
          onClick={() => setOpen(true)}
        >
          <IconEye size={34} stroke={1.4} aria-hidden />
          <strong>{text.show(from, to)}</strong>
          <span className="dim">{ready ? text.coveredHint : text.sheetFirst}</span>
        </button>
      )}
      {problem && <ErrorNotice problem={problem} />}
      {!canProtectContent && (
        <p className="stage-note">
          <IconCameraOff size={16} aria-hidden />
          {text.unprotected}
        </p>
      )}
      <div className="stage-foot" data-next-first>
        {page < last ? (
          <Button
            ref={forward}
            size="md"
            rightSection={<IconArrowRight size={16} />}
            disabled={!open && seen <= page}
            onClick={() => {
              if (seen > page) go(page + 1);
            }}
          >
            {text.next}
          </Button>
        ) : (
          <Button
            ref={forward}
            size="md"
            leftSection={<IconCheck size={16} />}
            disabled={!open && seen <= last}
            loading={props.busy}
            onClick={() => {
              if (seen <= last) return;
              setOpen(false);
              props.onWritten();
            }}
          >
            {text.written(total)}
          </Button>
        )}
        {page > 0 && (
          <Button
            size="md"
            variant="default"
            leftSection={<IconArrowLeft size={16} />}
            onClick={() => go(page - 1)}
          >
            {text.back}
          </Button>
        )}
        <span className="grow" />
        {open && (
          <Button
            size="md"
            variant="subtle"
            leftSection={<IconEyeOff size={16} />}
            onClick={() => setOpen(false)}
          >
            {text.cover}
          </Button>
        )}
      </div>
    </>
  );
}

/**
 * Paints the words into the page by hand and takes them off again: React would keep them in its memory. The texts are
 * the list's own strings, one for each line; they are never joined.
 */
function OpenWords(props: {
  readonly list: WordList;
  readonly place: WordPagePlace;
  readonly page: number;
  readonly ask: (group: number) => Promise<Answer<{ readonly words: Uint16Array }>>;
  readonly onShown: () => void;
  readonly onProblem: (problem: Problem) => void;
}) {
  const { list, place, page } = props;
  const lines = useRef<HTMLOListElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const slots = [...lines.current!.querySelectorAll<HTMLElement>('[data-word]')];
    let here = true;
    void latest.current.ask(page).then((answer) => {
      if (!answer.ok) {
        if (here) latest.current.onProblem(answer.problem);
        return;
      }
      const { words } = answer.value;
      if (here) {
        for (const [i, slot] of slots.entries()) slot.textContent = wordOfNumber(list, words[i] ?? -1);
        latest.current.onShown();
      }
      words.fill(0);
    });
    return () => {
      here = false;
      for (const slot of slots) slot.textContent = '';
    };
  }, [list, page]);
  return (
    <ol ref={lines} className="word-sheet" aria-label={text.list}>
      {Array.from({ length: place.count }, (_, i) => place.first + i + 1).map((number) => (
        <li key={number}>
          <span className="word-number">{number}</span>
          <span data-word />
        </li>
      ))}
    </ol>
  );
}
