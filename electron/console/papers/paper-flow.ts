import { ink, inner, type Paper, page, type TextStyle } from './paper.ts';

const LOWEST = page.height - 62;

/** The small capitals that name a field. */
export const fieldStyle: TextStyle = { size: 6.5, color: ink.label, spacing: 0.8 };

/** Where the next line goes; begins a new page when one is full. */
export class Cursor {
  y = 58;
  readonly paper: Paper;

  constructor(paper: Paper) {
    this.paper = paper;
  }

  /** Makes sure of `height` more points on this page. */
  need(height: number): void {
    if (this.y + height <= LOWEST) return;
    this.paper.doc.addPage();
    this.y = 66;
  }

  heading(text: string, least = 60): void {
    this.need(least);
    this.y += 22;
    this.paper.text(text, inner.left, this.y, { size: 11.5, strong: true });
    this.y += 8;
  }
}

export interface Column {
  readonly name: string;
  readonly x: number;
  readonly width: number;
  readonly mono?: boolean;
  /** Numbers end where their column ends. */
  readonly right?: boolean;
}

/**
 * A table with its head repeated on each page that it reaches.
 * @param goesOn it goes on with the table above, whose head is there
 */
export function drawTable(
  cursor: Cursor,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  goesOn = false,
): void {
  const { paper } = cursor;
  const head = () => {
    paper.doc.rect(inner.left, cursor.y, inner.width, 15).fill(ink.fill);
    for (const { name, x, width, right } of columns) {
      const place = inner.left + (right ? x + width : x);
      paper.text(name, place, cursor.y + 10, { ...fieldStyle, align: right ? 'right' : 'left' });
    }
    cursor.y += 15;
  };
  if (!goesOn) head();
  for (const row of rows) {
    const cells = columns.map(({ x, width, mono = false, right = false }, i) => ({
      x: right ? x + width : x,
      mono,
      figures: right,
      align: right ? ('right' as const) : ('left' as const),
      lines: paper.lines(row[i] ?? '', width, { size: 8.5, mono, figures: right }),
    }));
    const height = 6.5 + 11 * Math.max(...cells.map(({ lines }) => lines.length));
    const before = cursor.y;
    cursor.need(height);
    if (cursor.y < before) head();
    for (const { x, mono, figures, align, lines } of cells) {
      for (const [j, line] of lines.entries()) {
        paper.text(line, inner.left + x, cursor.y + 11.5 + j * 11, { size: 8.5, mono, figures, align });
      }
    }
    cursor.y += height;
    paper.rule(inner.left, cursor.y, inner.right, { color: ink.faint });
  }
}
