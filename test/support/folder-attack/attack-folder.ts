import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { mutateBytes } from '../mutate-bytes.ts';
import { type Draw, editDatabase, pick } from './edit-database.ts';

const DATABASE = 'treasury.sqlite';

/**
 * Changes a closed treasury's folder as somebody does who can write every file of it and knows no password.
 * @param olders earlier copies of the same folder
 * @returns what was done, in words
 */
export function attackFolder(folder: string, olders: readonly string[], draw: Draw): readonly string[] {
  const done: string[] = [];
  for (let changes = 1 + draw(3); changes > 0; changes--) {
    const older = pick(draw, olders);
    // Most of what was found so far were edits of the database.
    if (draw(10) < 7 && existsSync(path.join(folder, DATABASE))) {
      done.push(editDatabase(path.join(folder, DATABASE), path.join(older, DATABASE), draw));
    } else done.push(changeFile(folder, older, draw));
  }
  return done;
}

function changeFile(folder: string, older: string, draw: Draw): string {
  const files = filesOf(folder);
  const name = pick(draw, files);
  const file = path.join(folder, name);
  switch (draw(5)) {
    case 0:
      rmSync(file);
      return `${name} deleted`;
    case 1: {
      const before = path.join(older, name);
      if (!existsSync(before)) return 'nothing';
      copyFileSync(before, file);
      return `${name} as it was earlier`;
    }
    case 2: {
      const other = pick(draw, files);
      if (other === name) return 'nothing';
      renameSync(file, `${file}.moved`);
      renameSync(path.join(folder, other), file);
      renameSync(`${file}.moved`, path.join(folder, other));
      return `${name} and ${other} swapped`;
    }
    case 3: {
      for (const each of filesOf(older)) {
        if (!each.endsWith('.lock') && existsSync(path.dirname(path.join(folder, each)))) {
          copyFileSync(path.join(older, each), path.join(folder, each));
        }
      }
      return 'every file as it was earlier';
    }
    default: {
      const bytes = mutateBytes(readFileSync(file), draw);
      writeFileSync(file, bytes);
      return `bytes of ${name} changed`;
    }
  }
}

/** Files below a folder, by their path inside it. */
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .toSorted();
