import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { arrowsOf, drawImports, withDrawing, withoutShortcuts } from '../../support/draw-imports.ts';
import { projectSources } from '../../support/import-graph.ts';
import { importsOf } from '../../support/imports-of.ts';

const source = (file: string, text: string) => ({ file, imports: importsOf(file, text) });
const sources = [
  source('electron/core/a.ts', "import './b.ts';"),
  source('electron/signer/a.ts', "import type { A } from '../core/a.ts';\nimport '../stronghold/a.ts';"),
  source('electron/stronghold/a.ts', "import type { A } from '../core/a.ts';"),
  source(
    'electron/chains/iota/pure/a.ts',
    "import '../../../core/a.ts';\nimport type { C } from '../../chain.ts';",
  ),
  source('test/unit/a.test.ts', "import '../../electron/signer/a.ts';"),
];

it('draws each arrow once, dotted where types are all that is taken, and none that others imply', () => {
  expect(drawImports(sources)).toBe(
    [
      '```mermaid',
      'flowchart TD',
      '  electron_signer["signer"]',
      '  electron_chains["chains"]',
      '  electron_chains_pure["chains/*/pure"]',
      '  electron_stronghold["stronghold"]',
      '  electron_core["core"]',
      '  electron_signer --> electron_stronghold',
      '  electron_chains_pure -.-> electron_chains',
      '  electron_chains_pure --> electron_core',
      '  electron_stronghold -.-> electron_core',
      '```',
    ].join('\n'),
  );
  expect(arrowsOf(sources)).toHaveLength(5);
  expect(withoutShortcuts(arrowsOf(sources))).toHaveLength(4);
});

it('goes between the marks of a document, and nowhere else', () => {
  const document =
    'a\n<!-- imports: drawn by test/support/draw-imports.ts -->\nold\n<!-- imports: end -->\nb\n';
  expect(withDrawing(document, 'new')).toBe(document.replace('old', 'new'));
  expect(() => withDrawing('a', 'new')).toThrow('expected');
});

it('in docs/architecture.md is current: node test/support/draw-imports.ts', () => {
  const document = readFileSync('docs/architecture.md', 'utf8');
  expect(withDrawing(document, drawImports(projectSources('.')))).toBe(document);
});
