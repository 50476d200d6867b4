import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What a build leaves behind, one file for each bundle. */
const products = [
  'out/main/index.js',
  'out/main/signer.js',
  'out/main/ceremony.js',
  'out/main/books.js',
  'out/main/meter.js',
  'out/main/scrypt.js',
  'out/main/wallet-folder.js',
  'out/main/practice-node.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];
/** What a build is made of. */
const sources = [
  'electron',
  'renderer',
  'assets',
  'electron.vite.config.ts',
  'postcss.config.cjs',
  'package-lock.json',
];

function newestChange(place: string): number {
  const stats = statSync(place);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(place).map((name) => newestChange(path.join(place, name))));
}

/** Whether a bundle is missing in `folder` or older than any of the sources. */
export function isBuildStale(folder: string): boolean {
  const built = products.map((product) => path.join(folder, product));
  if (!built.every((product) => existsSync(product))) return true;
  const oldestProduct = Math.min(...built.map((product) => statSync(product).mtimeMs));
  const present = sources.map((source) => path.join(folder, source)).filter((source) => existsSync(source));
  return Math.max(...present.map(newestChange)) > oldestProduct;
}
