import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/**
 * Part of `npm run check`: every package that is shipped has a licence on the list. Which packages are shipped is what
 * package-lock.json says, their licences are what their own package.json says.
 */
const allowed = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'OFL-1.1',
  'Python-2.0',
  'Zlib',
]);

/** Packages that name none in their package.json, by the very version whose licence file was read. */
const readByHand: Readonly<Record<string, string>> = {
  'png-js@2.0.0': 'MIT', // LICENSE: "MIT License, Copyright (c) 2017 Devon Govett"
};

const project = path.join(import.meta.dirname, '..', '..');

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      dev: v.optional(v.boolean()),
      optional: v.optional(v.boolean()),
      link: v.optional(v.boolean()),
    }),
  ),
});

const manifestSchema = v.object({
  name: v.optional(v.string()),
  version: v.optional(v.string()),
  license: v.optional(v.union([v.string(), v.object({ type: v.string() })])),
  licenses: v.optional(v.array(v.object({ type: v.string() }))),
});

/** SPDX expressions as packages write them: one name, or names joined by OR and AND, in brackets or not. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replace(/[()]/g, ' ').trim();
  return plain
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => allowed.has(licence.trim())));
}

/** @returns the licence's own words; null where a package names none */
export function licenceOf(manifest: unknown): string | null {
  const parsed = v.safeParse(manifestSchema, manifest);
  if (!parsed.success) return null;
  const { license, licenses } = parsed.output;
  if (typeof license === 'string') return license;
  if (license !== undefined) return license.type;
  return licenses === undefined || licenses.length === 0
    ? null
    : licenses.map(({ type }) => type).join(' OR ');
}

interface Checked {
  readonly name: string;
  readonly licence: string | null;
}

/** Every shipped package with its licence. An optional one for another platform is not here and not shipped from here. */
export function shippedPackages(folder: string): readonly Checked[] {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const { packages } = v.parse(lockSchema, read('package-lock.json'));
  return Object.entries(packages).flatMap(([place, { version, dev, optional, link }]) => {
    if (place === '' || dev === true || link === true) return [];
    const name = `${place.split('node_modules/').at(-1)}@${version}`;
    try {
      const licence = licenceOf(read(`${place}/package.json`)) ?? readByHand[name] ?? null;
      return [{ name, licence }];
    } catch (error) {
      if (optional === true && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}

if (import.meta.main) {
  const shipped = shippedPackages(project);
  const bad = shipped.filter(({ licence }) => licence === null || !isAllowed(licence));
  for (const { name, licence } of bad) {
    console.error(
      `${name}: ${licence ?? 'no licence named'}, which is not on the list in ${path.basename(import.meta.filename)}`,
    );
  }
  const counts = Map.groupBy(shipped, ({ licence }) => licence ?? 'none');
  const summary = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  console.log(
    `${shipped.length} shipped packages: ${summary.map(([name, { length }]) => `${length} ${name}`).join(', ')}`,
  );
  if (bad.length > 0 || shipped.length === 0) process.exitCode = 1;
}
