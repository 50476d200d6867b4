import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const project = path.join(import.meta.dirname, '..', '..');

/** A file as it would be in the project. */
export interface BadFile {
  readonly place: string;
  readonly text: string;
}

/**
 * Lints files that exist nowhere in the project by the project's own rules, all in one run.
 *
 * @returns for each place the names of the rules that refuse it
 */
export function lintFiles(files: readonly BadFile[]): ReadonlyMap<string, readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-lint-'));
  try {
    const rules = JSON.parse(readFileSync(path.join(project, 'biome.json'), 'utf8'));
    writeFileSync(
      path.join(folder, 'biome.json'),
      JSON.stringify({ ...rules, vcs: { enabled: false }, $schema: undefined }),
    );
    for (const { place, text } of files) {
      mkdirSync(path.dirname(path.join(folder, place)), { recursive: true });
      writeFileSync(path.join(folder, place), text);
    }
    const biome = path.join(project, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
    const run = spawnSync(
      process.execPath,
      [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    return readReport(run.stdout, files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string };
  }[];
}

function readReport(output: string, files: readonly BadFile[]): ReadonlyMap<string, readonly string[]> {
  const { diagnostics } = JSON.parse(output) as Report;
  return new Map(
    files.map(({ place }) => [
      place,
      diagnostics
        .filter(({ location }) => location.path === place)
        .map(({ category }) => category.split('/').at(-1)!),
    ]),
  );
}
