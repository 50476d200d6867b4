import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { faultKinds } from '../../../electron/practice/faults.ts';

const tests = ['integration', 'e2e', 'property', 'support'].flatMap((folder) =>
  readdirSync(path.join('test', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join('test', folder, name), 'utf8')),
);
const readme = readFileSync('electron/practice/README.md', 'utf8');

it.each(faultKinds)('the fault %s of the practice network is met by a test, and documented', (kind) => {
  expect(tests.some((text) => text.includes(`'${kind}'`))).toBe(true);
  expect(readme).toContain(`\`${kind}\``);
});
