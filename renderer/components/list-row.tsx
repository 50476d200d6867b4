import { memo, type ReactNode } from 'react';

interface Props<R> {
  readonly id: string;
  readonly index: number;
  readonly total: number;
  /** Where it begins, in pixels from the first row. */
  readonly start: number;
  readonly height: number;
  readonly columns: string;
  /** Undefined: not read yet. */
  readonly row: R | undefined;
  readonly selected: boolean;
  /** Moments of today are written as times: the next day they are written anew. */
  readonly today: string;
  readonly draw: (row: R) => ReactNode;
}

function Row<R>({ id, index, total, start, height, columns, row, selected, draw }: Props<R>) {
  const style = { height, transform: `translateY(${start}px)` };
  if (row === undefined) {
    return (
      <div className="list-row" style={style} aria-hidden>
        <div className="skeleton-row" />
      </div>
    );
  }
  return (
    <div
      id={id}
      className={`list-row ${columns}`}
      style={style}
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-index={index}
      tabIndex={-1}
    >
      {draw(row)}
    </div>
  );
}

/** A row of a list. It is drawn again only when something of it is another: at a key, most of a screenful stays as it is. */
export const ListRow = memo(Row) as typeof Row;
