import { MantineProvider } from '@mantine/core';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { DecodedView } from '../../../electron/contract/movements.ts';
import type { NodeView } from '../../../electron/contract/node.ts';
import { Grade } from '../../../renderer/components/grade.tsx';
import { ValidUntil } from '../../../renderer/screens/movements/decoded-transaction.tsx';
import { NodeState } from '../../../renderer/shell/band.tsx';

/** What somebody reads. */
const readOf = (element: ReactElement): string =>
  renderToStaticMarkup(createElement(MantineProvider, null, element))
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'");

const node = { state: 'connected', problem: null, checkpoint: null, asOf: null } as const;
const followed = (restsOn: NodeView['restsOn']) =>
  createElement(NodeState, { node: { ...node, url: 'http://127.0.0.1:9000', restsOn } as NodeView });
const validUntil = (until: DecodedView['validUntil']) =>
  createElement(ValidUntil, { decoded: { validUntil: until } as DecodedView });

it('a node that proves nothing is named with its word in the frame of every screen', () => {
  expect(readOf(followed('one'))).toContain("one node's word");
  expect(readOf(followed('two'))).toContain('two endpoints must agree');
  expect(readOf(followed('validators'))).not.toMatch(/word|endpoints/);
});

it("money that nothing proves is said to be one node's word", () => {
  expect(readOf(createElement(Grade, { grade: 'unproven' }))).toContain(
    "One node's word, not proven by validators",
  );
  expect(readOf(createElement(Grade, { grade: 'existed' }))).toContain("unspent by one node's word");
  expect(readOf(createElement(Grade, { grade: 'proven' }))).not.toContain('word');
});

it('bytes are shown with the last epoch in which the network takes them', () => {
  expect(readOf(validUntil({ kind: 'epoch', epoch: '12', present: '10' }))).toContain(
    'the end of epoch 12; it is epoch 10 now',
  );
});
