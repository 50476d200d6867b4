import type { GuidePlace } from '../state/navigation.ts';
import type { GuidePage } from './pages.ts';
import { type Block, type Inline, plainText } from './parse-markdown.ts';

/** A part of a page that has all words that were looked for. */
export interface FoundInGuide {
  readonly place: GuidePlace;
  readonly page: string;
  readonly heading: string;
  /** Some words around the first that was found. */
  readonly around: string;
}

interface Part {
  readonly place: GuidePlace;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

/** Letters of the words around, on each side. */
const AROUND = 60;

/** Letters without case and accents: whoever looks for "resume" finds "résumé". */
const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The parts of all pages that have every word of a query, those with the words in their heading first. */
export function searchGuide(pages: readonly GuidePage[], query: string): readonly FoundInGuide[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const hasAll = (text: string) => words.every((word) => folded(text).includes(word));
  const found = pages
    .flatMap(partsOf)
    .filter(({ page, heading, text }) => hasAll(`${page} ${heading} ${text}`));
  const inHeading = ({ heading }: Part) => (hasAll(heading) ? 0 : 1);
  return found
    .sort((a, b) => inHeading(a) - inHeading(b))
    .map(({ place, page, heading, text }) => ({ place, page, heading, around: around(text, words) }));
}

function around(text: string, words: readonly string[]): string {
  const plain = folded(text);
  const at = Math.max(0, Math.min(...words.map((word) => plain.indexOf(word)).filter((found) => found >= 0)));
  if (!Number.isFinite(at)) return text.slice(0, 2 * AROUND);
  const begin = text.lastIndexOf(' ', Math.max(0, at - AROUND)) + 1;
  const end = text.indexOf(' ', at + AROUND);
  return `${begin > 0 ? '… ' : ''}${text.slice(begin, end < 0 ? undefined : end)}${end < 0 ? '' : ' …'}`;
}

/** A page heading by heading. */
function partsOf({ id, title, blocks }: GuidePage): readonly Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    if (block.kind === 'heading' || last === undefined) {
      const isTop = block.kind !== 'heading' || block.level === 1;
      parts.push({
        place: isTop ? { page: id } : { page: id, at: block.id },
        page: title,
        heading: block.kind === 'heading' ? plainText(block.parts) : title,
        text: block.kind === 'heading' ? '' : textOf(block),
      });
    } else parts[parts.length - 1] = { ...last, text: `${last.text} ${textOf(block)}`.trim() };
  }
  return parts;
}

const lines = (texts: readonly (readonly Inline[])[]): string => texts.map(plainText).join(' ');

function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return plainText(block.parts);
    case 'list':
      return lines(block.items);
    case 'table':
      return block.rows.map(lines).join('; ');
    case 'code':
      return block.text;
    case 'picture':
      return block.about;
  }
}
