import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { NodeView } from '../../../electron/contract/node.ts';
import type { BooksCheckView } from '../../../electron/contract/treasury.ts';
import { NodeStrip } from '../../../renderer/shell/node-strip.tsx';

const node = {
  state: 'catching-up',
  stopped: null,
  problem: null,
  checkpoint: '7',
  newest: '7',
  asOf: 0,
  nextTryAt: null,
} as unknown as NodeView;
const said = (books: BooksCheckView) => renderToStaticMarkup(createElement(NodeStrip, { node, books }));

it('a desk that checks its books says that it waits for them, and not that it reads the last checkpoint of them all', () => {
  expect(said({ state: 'checking', entries: 1, of: 9 })).toContain('once the books are checked');
  expect(said({ state: 'whole', entries: 9 })).toContain('Still reading: checkpoint 7 of 7.');
});
