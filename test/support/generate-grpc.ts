import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const project = path.join(import.meta.dirname, '..', '..');

/** Where the committed code and the settings of its generator are. */
export const GRPC_FOLDER = path.join(project, 'electron', 'chains', 'iota', 'grpc');

/**
 * Runs the generator of `npm run generate-grpc` into an empty folder.
 *
 * @returns what it made: the text of each file by its name
 */
export function generateGrpc(): ReadonlyMap<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-grpc-'));
  try {
    const bin = path.join(project, 'node_modules', '.bin');
    const run = spawnSync(
      process.execPath,
      [
        path.join(project, 'node_modules', '@bufbuild', 'buf', 'bin', 'buf'),
        'generate',
        ...['--template', path.join(GRPC_FOLDER, 'buf.gen.yaml')],
        ...['--output', folder],
      ],
      {
        cwd: project,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` },
      },
    );
    if (run.status !== 0) throw new Error(`the generator ended with ${run.status}: ${run.stderr}`);
    return readTexts(path.join(folder, path.relative(project, path.join(GRPC_FOLDER, 'generated'))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of each file of `folder` by its name. */
export const readTexts = (folder: string): ReadonlyMap<string, string> =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
