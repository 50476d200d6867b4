import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { roomOf } from './check-imports.ts';
import { placeOf, projectSources, type Source } from './import-graph.ts';
import { rooms } from './import-rules.ts';

/**
 * `node test/support/draw-imports.ts` draws the rooms and who imports whom, as the sources have it, into
 * docs/architecture.md. A test holds the drawing current.
 */
const BEGIN = '<!-- imports: drawn by test/support/draw-imports.ts -->';
const END = '<!-- imports: end -->';

/** From which room to which, and whether types are all that is taken. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly onlyTypes: boolean;
}

/** Every arrow between two rooms of the product, once. */
export function arrowsOf(sources: readonly Source[]): readonly Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const { file, imports } of sources) {
    const own = roomOf(file)?.room.room;
    if (own === undefined || own === 'test') continue;
    for (const { from, kind } of imports) {
      if (!from?.startsWith('.') || kind === 'start') continue;
      const other = roomOf(placeOf(file, from))?.room.room;
      if (other === undefined || other === own) continue;
      const onlyTypes = kind === 'type' && (arrows.get(`${own} ${other}`)?.onlyTypes ?? true);
      arrows.set(`${own} ${other}`, { from: own, to: other, onlyTypes });
    }
  }
  return [...arrows.values()];
}

/** Leaves out each arrow that a way over other rooms says already: what is left shows the layers. */
export function withoutShortcuts(arrows: readonly Arrow[]): readonly Arrow[] {
  const leads = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
    arrows.some(
      (arrow) =>
        arrow.from === from &&
        !seen.has(arrow.to) &&
        (arrow.to === to || leads(arrow.to, to, new Set([...seen, arrow.to]))),
    );
  return arrows.filter(({ from, to }) => {
    const firsts = arrows.filter((arrow) => arrow.from === from && arrow.to !== to);
    return !firsts.some((first) => leads(first.to, to, new Set([from, first.to])));
  });
}

/** A Mermaid graph, the same for the same sources. */
export function drawImports(sources: readonly Source[]): string {
  const order = rooms.map(({ room }) => room);
  const byOrder = (a: string, b: string) => order.indexOf(a) - order.indexOf(b);
  const arrows = withoutShortcuts(arrowsOf(sources)).toSorted(
    (a, b) => byOrder(b.from, a.from) || byOrder(b.to, a.to),
  );
  const drawn = [...new Set(arrows.flatMap(({ from, to }) => [from, to]))].toSorted(byOrder).toReversed();
  const id = (room: string) => room.replaceAll(/[^a-z]+/g, '_');
  return [
    '```mermaid',
    'flowchart TD',
    ...drawn.map((room) => `  ${id(room)}["${room.replace('electron/', '')}"]`),
    ...arrows.map(({ from, to, onlyTypes }) => `  ${id(from)} ${onlyTypes ? '-.->' : '-->'} ${id(to)}`),
    '```',
  ].join('\n');
}

/** The document with the drawing between its marks. Throws where it has none. */
export function withDrawing(document: string, drawing: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`expected ${BEGIN} and ${END} in the document`);
  return `${document.slice(0, begin + BEGIN.length)}\n${drawing}\n${document.slice(end)}`;
}

if (import.meta.main) {
  const project = path.join(import.meta.dirname, '..', '..');
  const file = path.join(project, 'docs', 'architecture.md');
  writeFileSync(file, withDrawing(readFileSync(file, 'utf8'), drawImports(projectSources(project))));
}
