import type { GuidePlace, Screen } from '../state/navigation.ts';
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
  'a-sweep',
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

/** Where the guide tells of a screen. */
export const placeOfScreen: Readonly<Record<Exclude<Screen, 'guide'>, GuidePlace>> = {
  dashboard: { page: 'screens', at: 'dashboard' },
  accounts: { page: 'screens', at: 'accounts' },
  deposits: { page: 'screens', at: 'deposits' },
  withdrawals: { page: 'a-withdrawal' },
  sweeps: { page: 'a-sweep' },
  journal: { page: 'screens', at: 'journal' },
  statements: { page: 'screens', at: 'statements' },
  vaults: { page: 'screens', at: 'vaults' },
  settings: { page: 'screens', at: 'settings' },
};

/** Where a link of a page leads: `page.md`, `page.md#heading` or `#heading`; null for anything outside of the guide. */
export function placeOfLink(from: string, to: string): GuidePlace | null {
  const [, page, at] = /^(?:([a-z-]+)\.md)?(?:#([\p{L}\p{N}-]+))?$/u.exec(to) ?? [];
  if (page === undefined && at === undefined) return null;
  return { page: page ?? from, ...(at === undefined ? {} : { at }) };
}
