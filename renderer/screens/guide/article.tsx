import { Anchor, Table } from '@mantine/core';
import { createElement, type ReactNode } from 'react';
import { type GuidePage, placeOfLink } from '../../guide/pages.ts';
import type { Block, Inline } from '../../guide/parse-markdown.ts';
import type { GuidePlace } from '../../state/navigation.ts';

const pictures = import.meta.glob<string>('../../../docs/images/*.png', {
  query: '?url',
  import: 'default',
  eager: true,
});

interface Way {
  /** The page that is shown. */
  readonly from: string;
  readonly go: (place: GuidePlace) => void;
}

/** A page of the guide, made of elements of ours: no text of it is ever taken as markup. */
export function Article({ page, go }: { readonly page: GuidePage; readonly go: Way['go'] }) {
  const way = { from: page.id, go };
  return <div className="guide-text selectable">{page.blocks.map((block, i) => blockOf(block, i, way))}</div>;
}

/** The id of a heading's element. */
export const headingElement = (id: string): string => `guide-${id}`;

function blockOf(block: Block, key: number, way: Way): ReactNode {
  switch (block.kind) {
    case 'heading':
      // The screen's own title is the first heading.
      return createElement(
        `h${block.level + 1}`,
        { key, id: headingElement(block.id), tabIndex: -1 },
        inlines(block.parts, way),
      );
    case 'paragraph':
      return <p key={key}>{inlines(block.parts, way)}</p>;
    case 'list':
      return createElement(
        block.ordered ? 'ol' : 'ul',
        { key },
        ...block.items.map((item) => createElement('li', null, ...inlines(item, way))),
      );
    case 'table':
      return <TableOf key={key} table={block} way={way} />;
    case 'code':
      return (
        <pre key={key} className="mono">
          {block.text}
        </pre>
      );
    case 'picture': {
      const source = pictures[`../../../docs/images/${block.source.replace(/^.*\//, '')}`];
      return source === undefined ? null : <img key={key} src={source} alt={block.about} />;
    }
  }
}

function TableOf({ table, way }: { readonly table: Block & { readonly kind: 'table' }; readonly way: Way }) {
  const rowOf = (cells: readonly ReactNode[]) => createElement(Table.Tr, null, ...cells);
  const head = table.head.map((parts) => createElement(Table.Th, null, ...inlines(parts, way)));
  const rows = table.rows.map((cells) =>
    rowOf(cells.map((parts) => createElement(Table.Td, null, ...inlines(parts, way)))),
  );
  return (
    <Table withTableBorder verticalSpacing={6} className="guide-table">
      <Table.Thead>{rowOf(head)}</Table.Thead>
      {createElement(Table.Tbody, null, ...rows)}
    </Table>
  );
}

const inlines = (parts: readonly Inline[], way: Way): ReactNode[] =>
  parts.map((part, i) => inlineOf(part, i, way));

function inlineOf(part: Inline, key: number, way: Way): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code key={key}>{part.text}</code>;
    case 'strong':
      return <strong key={key}>{inlines(part.parts, way)}</strong>;
    case 'emphasis':
      return <em key={key}>{inlines(part.parts, way)}</em>;
    case 'link': {
      const place = placeOfLink(way.from, part.to);
      return place === null ? (
        <span key={key}>{inlines(part.parts, way)}</span>
      ) : (
        <Anchor key={key} component="button" type="button" inherit onClick={() => way.go(place)}>
          {inlines(part.parts, way)}
        </Anchor>
      );
    }
  }
}
