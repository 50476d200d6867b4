/** A part of a line. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly to: string; readonly parts: readonly Inline[] };

/** A part of a page. */
export type Block =
  | {
      readonly kind: 'heading';
      readonly level: number;
      /** Its name in links, as GitHub makes it. */
      readonly id: string;
      readonly parts: readonly Inline[];
    }
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'picture'; readonly source: string; readonly about: string };

const HEADING = /^(#{1,3}) (.+)$/;
const ITEM = /^(-|\d+\.) (.+)$/;
const PICTURE = /^!\[([^\]]*)\]\(([^)\s]+)\)$/;
const INLINE = /`([^`]+)`|\*\*(.+?)\*\*(?!\*)|\*(.+?)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/**
 * Reads the part of Markdown that the guide is written in: headings, paragraphs, lists without lists in them, tables, code,
 * pictures of their own line, and inside a line strong, emphasis, code and links. Anything else stays the text that it is:
 * nothing of it ever becomes markup of a page.
 */
export function parseMarkdown(text: string): readonly Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const take = (fits: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    for (let line = lines[at]; line !== undefined && fits(line); line = lines[at]) {
      taken.push(line);
      at += 1;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    const picture = PICTURE.exec(line);
    if (line.trim() === '') at += 1;
    else if (heading) {
      at += 1;
      const [, marks = '', title = ''] = heading;
      const parts = parseInline(title);
      blocks.push({ kind: 'heading', level: marks.length, id: headingId(plainText(parts)), parts });
    } else if (picture) {
      at += 1;
      blocks.push({ kind: 'picture', about: picture[1] ?? '', source: picture[2] ?? '' });
    } else if (line.startsWith('```')) {
      at += 1;
      blocks.push({ kind: 'code', text: take((next) => !next.startsWith('```')).join('\n') });
      at += 1;
    } else if (line.startsWith('|')) blocks.push(tableOf(take((next) => next.startsWith('|'))));
    else if (ITEM.test(line)) blocks.push(listOf(take((next) => ITEM.test(next) || /^ {2,}\S/.test(next))));
    else {
      // Whatever the line is, it is taken: a page that is written wrongly still ends.
      at += 1;
      blocks.push({ kind: 'paragraph', parts: parseInline([line, ...take(isOfParagraph)].join(' ')) });
    }
  }
  return blocks;
}

const isOfParagraph = (line: string): boolean =>
  line.trim() !== '' && !HEADING.test(line) && !ITEM.test(line) && !/^(?:\||```|!\[)/.test(line);

function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) items.push(item[2] ?? '');
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: !lines[0]?.startsWith('-'), items: items.map(parseInline) };
}

function tableOf(lines: readonly string[]): Block {
  const [head = [], ...rows] = lines
    .filter((line) => !/^\|[-|: ]+\|$/.test(line))
    .map((line) =>
      line
        .replace(/^\|/, '')
        .replace(/\|\s*$/, '')
        .split('|'),
    )
    .map((cells) => cells.map((cell) => parseInline(cell.trim())));
  return { kind: 'table', head, rows };
}

/** What is inside a line. */
export function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let done = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > done) parts.push({ kind: 'text', text: text.slice(done, found.index) });
    done = found.index + found[0].length;
    const [, code, strong, emphasis, label, to] = found;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (strong !== undefined) parts.push({ kind: 'strong', parts: parseInline(strong) });
    else if (emphasis !== undefined) parts.push({ kind: 'emphasis', parts: parseInline(emphasis) });
    else parts.push({ kind: 'link', to: to ?? '', parts: parseInline(label ?? '') });
  }
  if (done < text.length) parts.push({ kind: 'text', text: text.slice(done) });
  return parts;
}

/** The words of a line without their marks. */
export const plainText = (parts: readonly Inline[]): string =>
  parts.map((part) => ('parts' in part ? plainText(part.parts) : part.text)).join('');

/** The name of a heading in links, as GitHub makes it. */
const headingId = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
