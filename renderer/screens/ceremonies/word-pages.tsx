import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { PageOf } from './page-of.tsx';
import { PAGE, pageCount, placeOfPage, WordBuffer } from './word-buffer.ts';
import type { WordList } from './word-list.ts';
import { WordPage } from './word-page.tsx';

const text = stageTexts.enter;

/**
 * A whole backup or share, typed six words at a time. What was typed is kept as numbers in one piece of memory, so that
 * a wrong line can be corrected without typing the others again; it is wiped on unmounting.
 */
export function WordPages(props: {
  readonly list: WordList;
  readonly total: number;
  /** Places, from 0, that are not what was shown: the page of the first is gone to. */
  readonly wrong?: readonly number[];
  readonly busy: boolean;
  /** On the button of the last page. */
  readonly submit: string;
  /** Gets the numbers themselves; they stay, to be corrected, until unmounting. */
  readonly onAll: (numbers: Uint16Array) => void;
}) {
  const { list, total, wrong } = props;
  const buffer = useRef<WordBuffer | null>(null);
  buffer.current ??= new WordBuffer(total);
  const [page, setPage] = useState(0);
  const last = pageCount(total) - 1;
  // A line was corrected after a check: the others are written already.
  const correcting = wrong !== undefined && wrong.length > 0;

  useEffect(() => () => buffer.current?.wipe(), []);
  useEffect(() => {
    const [place] = wrong ?? [];
    if (place !== undefined) setPage(Math.floor(place / PAGE));
  }, [wrong]);

  const place = placeOfPage(page, total);
  const keep = (numbers: ArrayLike<number | null>) => {
    for (let i = 0; i < place.count; i += 1) buffer.current!.set(place.first + i, numbers[i] ?? null);
  };
  const here = useMemo(() => wrong?.filter((at) => Math.floor(at / PAGE) === page), [wrong, page]);
  return (
    <>
      <PageOf place={place} total={total} />
      <WordPage
        key={page}
        list={list}
        place={place}
        numberAt={(at) => buffer.current!.at(at)}
        {...(here === undefined ? {} : { wrong: here })}
        busy={props.busy}
        submit={page === last || correcting ? props.submit : text.next}
        onSubmit={(numbers) => {
          keep(numbers);
          numbers.fill(0);
          const open = buffer.current!.firstOpenPage;
          if (page < last && !correcting) setPage(page + 1);
          else if (open !== null) setPage(open);
          else props.onAll(buffer.current!.numbers);
        }}
        onLeave={keep}
        beside={(leave) =>
          page > 0 && (
            <Button
              size="md"
              variant="default"
              leftSection={<IconArrowLeft size={16} />}
              disabled={props.busy}
              onClick={() => {
                leave();
                setPage(page - 1);
              }}
            >
              {text.back}
            </Button>
          )
        }
      />
    </>
  );
}
