import type { NodeView } from '../../electron/contract/node.ts';
import { isGrpc } from '../../electron/core/node-url.ts';
import { useTreasury } from '../state/app-context.ts';
import { Grade } from './grade.tsx';

/** Whether what a line tells is proven by nothing: JSON-RPC has no certificates. A station without a line hears no node. */
export const isNodeWord = (node: Pick<NodeView, 'url'> | null): boolean => node !== null && !isGrpc(node.url);

/** Beside balances and ends of payments: that they rest on one node's word. Nothing where validators prove what the line tells. */
export function NodeWord() {
  const { node } = useTreasury();
  return isNodeWord(node) ? <Grade grade="unproven" /> : null;
}
