import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { Rows } from '../state/use-rows.ts';
import { ErrorNotice } from './error-notice.tsx';
import { rowAfterKey } from './list-keys.ts';
import { ListRow } from './list-row.tsx';

interface Props<R> {
  /** Accessible name of the list. */
  readonly label: string;
  readonly rows: Rows<R>;
  readonly rowHeight: number;
  /** Class that sets the columns, shared by head and rows. */
  readonly columns: string;
  readonly head: ReactNode;
  readonly empty: ReactNode;
  readonly keyOf: (row: R) => string;
  /** Draws one row, from nothing but the row: the same function each time, so that a row that stays is not drawn again. */
  readonly children: (row: R) => ReactNode;
  readonly selected: string | null;
  readonly onSelect: (row: R) => void;
}

/** A list of any length: only the rows in sight exist. Arrows, Page, Home and End move; Enter goes to the details. */
export function VirtualList<R>(props: Props<R>) {
  const { label, rows, rowHeight, columns, head, empty, keyOf, children, selected, onSelect } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  // A row that was gone to before it was read: it is selected as soon as it arrives.
  const [awaited, setAwaited] = useState<number | null>(null);
  const total = rows.total ?? 0;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { look, rowAt, find } = rows;
  const today = new Date().toDateString();

  useEffect(() => look(first, last), [look, first, last]);

  useEffect(() => {
    if (awaited === null) return;
    const row = rowAt(awaited);
    if (row === undefined) return;
    setAwaited(null);
    onSelect(row);
  }, [awaited, rowAt, onSelect]);

  // Another list begins, at its top: no row of it is marked yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is done once for each list
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(-1);
    setAwaited(null);
  }, [rows.of]);

  // New rows push the others down; the marked row stays the same one.
  useEffect(() => {
    if (selected === null || awaited !== null) return;
    const at = find((row) => keyOf(row) === selected);
    if (at >= 0) setActive(at);
  }, [selected, awaited, find, keyOf]);

  const go = (index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index);
    const row = rowAt(index);
    if (row === undefined) setAwaited(index);
    else {
      setAwaited(null);
      onSelect(row);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      document.getElementById('details')?.focus();
      return;
    }
    const next = rowAfterKey(event.key, active, total);
    if (next === null) return;
    event.preventDefault();
    go(next);
  };

  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const index = row?.getAttribute('data-index');
    if (index === null || index === undefined) return;
    go(Number(index));
    // The row may leave the page while one scrolls; the list keeps the keyboard.
    scroller.current?.focus({ preventScroll: true });
  };

  return (
    // Which question the rows answer, for whoever waits for its answer.
    <div className="list" data-of={rows.of}>
      <div className={`list-head ${columns}`} aria-hidden>
        {head}
      </div>
      {rows.problem && !rows.total ? (
        <div className="empty">
          <ErrorNotice problem={rows.problem} onRetry={rows.retry} />
        </div>
      ) : rows.total === 0 ? (
        empty
      ) : (
        <div
          ref={scroller}
          className="list-scroll"
          role="listbox"
          aria-label={label}
          aria-busy={rows.total === null}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          {rows.problem && <ErrorNotice problem={rows.problem} onRetry={rows.retry} />}
          {rows.total === null && <SkeletonRows rowHeight={rowHeight} />}
          <div className="list-space" style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const row = rowAt(item.index);
              return (
                <ListRow
                  key={item.index}
                  id={`${id}-${item.index}`}
                  index={item.index}
                  total={total}
                  start={item.start}
                  height={item.size}
                  columns={columns}
                  row={row}
                  selected={row !== undefined && keyOf(row) === selected}
                  today={today}
                  draw={children}
                />
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}

function SkeletonRows({ rowHeight }: { readonly rowHeight: number }) {
  return Array.from({ length: 12 }, (_, i) => i).map((i) => (
    <div
      key={i}
      className="list-row"
      style={{ height: rowHeight, transform: `translateY(${i * rowHeight}px)` }}
    >
      <div className="skeleton-row" style={{ width: `${60 - (i % 4) * 9}%` }} />
    </div>
  ));
}
