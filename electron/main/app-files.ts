import { readdirSync } from 'node:fs';
import path from 'node:path';
import { appHost, appScheme } from './origin.ts';

/** Path below the origin, as `assets/index.js`, to the file that answers it. */
export type AppFiles = ReadonlyMap<string, string>;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The type of a servable file by its ending; null for a kind that the console never serves. */
export const contentTypeOf = (name: string): string | null => contentTypes[path.extname(name)] ?? null;

/**
 * Every file below `folder` that can be asked for. Links are left out: what is served is known by name beforehand, so
 * no spelling of a path can reach anything else.
 */
export function listAppFiles(folder: string): AppFiles {
  const files = new Map<string, string>();
  const visit = (below: string): void => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(name);
      else if (entry.isFile() && contentTypeOf(name) !== null) files.set(name, path.join(folder, name));
    }
  };
  visit('');
  return files;
}

const plainPath = /^\/[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/**
 * The file that a URL names, or null: another origin, a query, an escape, a backslash, an empty or dotted segment and
 * an unknown name are all the same 404.
 */
export function findAppFile(files: AppFiles, url: string): { name: string; file: string } | null {
  const prefix = `${appScheme}://${appHost}`;
  if (!url.startsWith(prefix)) return null;
  const rest = url.slice(prefix.length);
  // The raw text is judged, before any parser could tidy `..` or `%2e` away.
  if (!plainPath.test(rest)) return null;
  const name = rest.slice(1);
  const file = files.get(name);
  return file === undefined ? null : { name, file };
}
