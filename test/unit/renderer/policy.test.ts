import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../renderer/', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => statSync(root + name).isFile())
  .map((name) => ({ name, text: readFileSync(root + name, 'utf8') }));

test('no component is used that writes a style element (decision 0002)', () => {
  const found = files.filter(({ text }) =>
    /import \{[^}]*\b(AppShell|Grid|SimpleGrid|Flex|ColorSchemeScript|InlineStyles)\b[^}]*\} from '@mantine\/core'/.test(
      text,
    ),
  );
  expect(found.map(({ name }) => name)).toEqual([]);
});

test('no source makes markup, code or a connection from a string', () => {
  const found = files.filter(
    ({ name, text }) =>
      /\.tsx?$/.test(name) &&
      /dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bfetch\(|XMLHttpRequest|WebSocket|localStorage|sessionStorage/.test(
        text,
      ),
  );
  expect(found.map(({ name }) => name)).toEqual([]);
});

test('the page itself has no inline script, style or handler', () => {
  const html = files.find(({ name }) => name === 'index.html')!.text;
  expect(html).not.toMatch(/<style|style=|\son[a-z]+=|<script(?![^>]*\ssrc=)/i);
});

test('every font file is large enough not to be inlined, which the policy refuses', () => {
  const css = files.find(({ name }) => name.endsWith('fonts.css'))!.text;
  const fonts = [...css.matchAll(/url\("([^"]+)"\)/g)].map((match) => match[1]!);
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) {
    expect(
      statSync(fileURLToPath(new URL(`../../../node_modules/${font}`, import.meta.url))).size,
    ).toBeGreaterThan(4096);
  }
});

test('of electron it imports the contract, pure core and the meter of passwords only', () => {
  const foreign = files.flatMap(({ name, text }) =>
    [...text.matchAll(/from '((?:\.\.\/)+electron\/[^']+)'/g)]
      .map((match) => match[1]!.replace(/^(\.\.\/)+/, ''))
      .filter((path) => !/^electron\/((core|contract)\/|meter\/strength\.ts$)/.test(path))
      .map((path) => `${name}: ${path}`),
  );
  expect(foreign).toEqual([]);
});

test('of the contract it imports types only, so that no schema code reaches the window', () => {
  const values = files.flatMap(({ name, text }) =>
    [...text.matchAll(/^import (?!type )[^;]*from '[^']*electron\/contract\/[^']*'/gm)].map(() => name),
  );
  expect(values).toEqual([]);
});
