import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { documentPictures } from '../../e2e/support/document-pictures.ts';

const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md'].concat(
  readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
);
const named = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/!\[[^\]]*\]\(([^)\s]+)[^)]*\)|<img[^>]*src="([^"]+)"/g)].map(
    ([, inline, tag]) => path.join(path.dirname(page), inline ?? tag ?? ''),
  ),
);
const made = documentPictures.map((name) => path.join('docs', 'images', `${name}.png`));

it('every picture that a page names is taken by npm run draw-pictures, and none is taken for nothing', () => {
  expect([...new Set(named)].sort()).toEqual([...made].sort());
});

it('no picture lies there that is not taken by that run', () => {
  expect(readdirSync('docs/images').sort()).toEqual(made.map((file) => path.basename(file)).sort());
});
