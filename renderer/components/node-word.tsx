import { useTreasury } from '../state/app-context.ts';
import { Grade, gradeOf } from './grade.tsx';

/**
 * Beside balances: that they rest on one node's word, or on that of two which told the same. Nothing where validators prove what
 * the line tells, and at a station without a line, which hears no node.
 */
export function NodeWord() {
  const { node } = useTreasury();
  return node === null || node.restsOn === 'validators' ? null : <Grade grade={gradeOf[node.restsOn]} />;
}
