import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAllowed, licenceOf, shippedPackages } from '../../support/check-licences.ts';

describe('the check of licences', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['(MIT AND OFL-1.1)', true],
    ['MIT AND GPL-3.0', false],
    ['GPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['UNLICENSED', false],
    ['', false],
  ])('takes %s: %s', (expression, taken) => {
    expect(isAllowed(expression)).toBe(taken);
  });

  it('reads the forms in which packages name their licence', () => {
    expect(licenceOf({ license: 'MIT' })).toBe('MIT');
    expect(licenceOf({ license: { type: 'ISC' } })).toBe('ISC');
    expect(licenceOf({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] })).toBe('MIT OR GPL-2.0');
    expect(licenceOf({})).toBeNull();
    expect(licenceOf('MIT')).toBeNull();
  });

  it('looks only at shipped packages, nested ones too, and passes over what is not here by choice', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-licences-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const put = (place: string, license: string) => {
      mkdirSync(path.join(folder, place), { recursive: true });
      writeFileSync(path.join(folder, place, 'package.json'), JSON.stringify({ license }));
    };
    put('node_modules/a', 'MIT');
    put('node_modules/a/node_modules/@b/c', 'GPL-3.0');
    put('node_modules/tool', 'GPL-3.0');
    const packages = {
      '': { version: '0' },
      'node_modules/a': { version: '1' },
      'node_modules/a/node_modules/@b/c': { version: '2' },
      'node_modules/tool': { version: '3', dev: true },
      'node_modules/elsewhere': { version: '4', optional: true },
    };
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages }));
    expect(shippedPackages(folder)).toEqual([
      { name: 'a@1', licence: 'MIT' },
      { name: '@b/c@2', licence: 'GPL-3.0' },
    ]);
    const gone = { ...packages, 'node_modules/gone': { version: '5' } };
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: gone }));
    expect(() => shippedPackages(folder)).toThrow(/ENOENT/);
  });
});
