import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorCodes } from '../../../electron/core/error-code.ts';
import { pageOf, pages, placeOfLink } from '../../../renderer/guide/pages.ts';
import { type Block, type Inline, plainText } from '../../../renderer/guide/parse-markdown.ts';
import { placeOfScreen } from '../../../renderer/guide/place-of-screen.ts';
import { guidePages } from '../../../renderer/shell/guide-pages.ts';
import { screens } from '../../../renderer/state/navigation.ts';
import { errorTexts } from '../../../renderer/texts/errors.ts';

const texts = import.meta.glob('../../../renderer/texts/*.ts', { eager: true });

function inlinesOf(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return block.parts;
    case 'list':
      return block.items.flat();
    case 'table':
      return [block.head, ...block.rows].flat(2);
    default:
      return [];
  }
}
const deep = (parts: readonly Inline[]): readonly Inline[] =>
  parts.flatMap((part) => ('parts' in part ? [part, ...deep(part.parts)] : [part]));
const marksOf = (id: string): readonly Inline[] =>
  deep(pages.find((page) => page.id === id)?.blocks.flatMap(inlinesOf) ?? []);
const headingsOf = (id: string) =>
  pages
    .find((page) => page.id === id)
    ?.blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : []));
const isThere = ({ page, at }: { readonly page: string; readonly at?: string }): boolean => {
  const headings = headingsOf(page);
  return headings !== undefined && (at === undefined || headings.includes(at));
};

describe.each(pages.map(({ id }) => id))('the page %s', (id) => {
  it('has a title, and every heading once', () => {
    const headings = headingsOf(id) ?? [];
    expect(pages.find((page) => page.id === id)?.blocks[0]).toMatchObject({ kind: 'heading', level: 1 });
    expect(new Set(headings).size).toBe(headings.length);
  });

  it('has no dead link, and none that leaves the guide', () => {
    const links = marksOf(id).flatMap((part) => (part.kind === 'link' ? [part.to] : []));
    const dead = links.filter((to) => {
      const place = placeOfLink(id, to);
      return place === null || !isThere(place);
    });
    expect(dead).toEqual([]);
  });

  it('has only pictures that are there', () => {
    const blocks = pages.find((page) => page.id === id)?.blocks ?? [];
    const sources = blocks.flatMap((block) => (block.kind === 'picture' ? [block.source] : []));
    expect(sources.filter((source) => !existsSync(`docs/guide/${source}`))).toEqual([]);
  });

  it('is written in the part of Markdown that the window shows', () => {
    const lines = readFileSync(`docs/guide/${id}.md`, 'utf8')
      .replaceAll(/```[\s\S]*?```/g, '')
      .split('\n');
    expect(lines.filter((line) => /^(?:>|#{4,} |\t| +(?:-|\d+\.) )|<[a-z/]/i.test(line))).toEqual([]);
  });
});

it('a dead link and a link to elsewhere are found', () => {
  expect(isThere({ page: 'first-day', at: 'no-such-heading' })).toBe(false);
  expect(isThere({ page: 'no-such-page' })).toBe(false);
  for (const to of ['https://example.org/', '../iota-wallet.md', 'javascript:alert(1)', '']) {
    expect(placeOfLink('first-day', to), to).toBeNull();
  }
});

it('every file of docs/guide is a page, and can be found by Ctrl+K', () => {
  const files = readdirSync('docs/guide').filter((file) => file.endsWith('.md'));
  expect(pages.map(({ id }) => `${id}.md`).sort()).toEqual(files.sort());
  expect(guidePages.map(({ id }) => id)).toEqual(pages.map(({ id }) => id));
});

it('every screen has its place in the guide', () => {
  expect(Object.keys(placeOfScreen).sort()).toEqual(screens.filter((screen) => screen !== 'guide').sort());
  expect(Object.values(placeOfScreen).filter((place) => !isThere(place))).toEqual([]);
});

describe('what a page says of the window', () => {
  const said = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.values(value).flatMap(said);
  };
  const shown = new Set(
    said(Object.values(texts).map((module) => ({ ...(module as object) }))).map((text) => text.toLowerCase()),
  );

  it.each(pages.map(({ id }) => id))('%s names what is there', (id) => {
    const named = marksOf(id).flatMap((part) => (part.kind === 'emphasis' ? [plainText(part.parts)] : []));
    expect(named.filter((name) => !shown.has(name.toLowerCase()))).toEqual([]);
  });

  it('a screen that is not there is found', () => {
    expect(shown.has('withdrawals')).toBe(true);
    expect(shown.has('treasury map')).toBe(false);
  });
});

describe('the page of alarms', () => {
  const named = new Set(
    pageOf('alarms', readFileSync('docs/guide/alarms.md', 'utf8'))
      .blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))
      .flatMap(([first = []]) => deep(first).flatMap((part) => (part.kind === 'code' ? [part.text] : []))),
  );
  const isCode = (text: string): text is ErrorCode => errorCodes.some((code) => code === text);

  it('names no code that is none', () => {
    expect([...named].filter((code) => !isCode(code))).toEqual([]);
  });

  it('tells of every code whose words stop work or call for somebody', () => {
    const stops =
      /Do not go on with this proposal|[Tt]ell the (?:policy admin|auditor)|two officers have|Two (?:officers|approvers)|vault stays shut|Nothing is (?:built|changed), approved/;
    const expected = errorCodes.filter((code) => stops.test(Object.values(errorTexts[code]).join(' ')));
    expect(expected).toContain('folder-older');
    expect(expected).toContain('recipient-changed');
    expect(expected.filter((code) => !named.has(code))).toEqual([]);
  });

  it('tells of everything about clock, journal, node, sealed state, station and store', () => {
    const family = /^(?:clock|journal|node|state|station|store)-/;
    // What somebody typed, told beside the field.
    const typed = /^node-(?:url-|not-own)/;
    const expected = errorCodes.filter((code) => family.test(code) && !typed.test(code));
    expect(expected.filter((code) => !named.has(code))).toEqual([]);
  });

  it.each([
    'electron/console/treasury/folder-hold.ts',
    'electron/stations/watch-books.ts',
    'electron/console/movements/check-clock.ts',
    'electron/console/ledger/take-in-checkpoint.ts',
  ])('tells of every code with which %s holds the treasury', (file) => {
    const source = readFileSync(file, 'utf8');
    const codes = [...source.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].flatMap(([, text = '']) =>
      isCode(text) ? [text] : [],
    );
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !named.has(code))).toEqual([]);
  });
});
