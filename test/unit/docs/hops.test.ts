import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Rows of the tables that follow a value: hop, files, names, form. */
const rows = readFileSync('docs/architecture.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, hop = '', files = '', names = ''] = line.split('|');
    return /^ \d+ /.test(hop) ? [{ hop: hop.trim(), files: quoted(files), names: quoted(names) }] : [];
  });

function quoted(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, inner = '']) => inner);
}

it('an amount and a deposit are followed', () => {
  expect(rows.map(({ hop }) => Number.parseInt(hop, 10))).toEqual([
    ...Array.from({ length: 28 }, (_, i) => i + 1),
    ...Array.from({ length: 12 }, (_, i) => i + 1),
  ]);
});

it.each(rows)('hop $hop: the names are in the files', ({ files, names }) => {
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const isNamed = (name: string) =>
    texts.some((text) => new RegExp(`(?<![\\w#])${name}(?![\\w])`).test(text));
  expect(files.length).toBeGreaterThan(0);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !isNamed(name))).toEqual([]);
});
