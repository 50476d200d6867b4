import type { GuidePlace } from '../state/navigation.ts';
import { type Block, parseMarkdown, plainText } from './parse-markdown.ts';

/** A page of the user guide: a file of `docs/guide`, bundled when the program is built. */
export interface GuidePage {
  /** Its file's name without the ending. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** In this order; a page that is not named here comes last. */
const ORDER = [
  'first-day',
  'screens',
  'a-withdrawal',
  'the-address-book',
  'a-sweep',
  'a-control-proof',
  'another-desk',
  'ceremony-day',
  'someone-leaves',
  'node-down',
  'lost-desk',
  'alarms',
];

const texts = import.meta.glob<string>('../../docs/guide/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const placeOf = (id: string): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);

/** The page that a text is. */
export function pageOf(id: string, text: string): GuidePage {
  const blocks = parseMarkdown(text);
  const title = blocks.find((block) => block.kind === 'heading');
  return { id, title: title === undefined ? id : plainText(title.parts), blocks };
}

/** Every page, in the order of the list. */
export const pages: readonly GuidePage[] = Object.entries(texts)
  .map(([file, text]) => pageOf(file.replace(/^.*\/|\.md$/g, ''), text))
  .sort((a, b) => placeOf(a.id) - placeOf(b.id));

/** Where a link of a page leads: `page.md`, `page.md#heading` or `#heading`; null for anything outside of the guide. */
export function placeOfLink(from: string, to: string): GuidePlace | null {
  const [, page, at] = /^(?:([a-z-]+)\.md)?(?:#([\p{L}\p{N}-]+))?$/u.exec(to) ?? [];
  if (page === undefined && at === undefined) return null;
  return { page: page ?? from, ...(at === undefined ? {} : { at }) };
}
