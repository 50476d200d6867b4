import type { FileHandle } from 'node:fs/promises';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Makes this process kill itself (SIGKILL) right before its n-th step that changes the disk, counted from 1. Where that
 * step writes content, `torn` lets half of it be written first. Modules imported afterwards are under this spell.
 * @returns what tells how many steps were taken
 */
export function dieAtStep(step: number, torn: boolean): () => number {
  let taken = 0;
  const count = (): boolean => ++taken === step;
  const die = (): never => {
    process.kill(process.pid, 'SIGKILL');
    throw new Error('killed');
  };
  for (const name of ['rename', 'link', 'unlink', 'mkdir'] as const) {
    const original = fs[name] as (...args: unknown[]) => Promise<unknown>;
    const spelled = (...args: unknown[]) => (count() ? die() : original(...args));
    Object.assign(fs, { [name]: spelled });
  }
  const open = fs.open;
  const spelledOpen: typeof fs.open = async (...args) => {
    if (isWriting(args[1]) && count()) die();
    const handle = await open(...args);
    bewitch(handle);
    return handle;
  };
  const bewitch = (handle: FileHandle): void => {
    const writeFile = handle.writeFile.bind(handle) as (content: Uint8Array | string) => Promise<void>;
    const sync = handle.sync.bind(handle);
    const truncate = handle.truncate.bind(handle);
    Object.assign(handle, {
      writeFile: async (content: Uint8Array | string) => {
        if (!count()) return writeFile(content);
        if (torn) await writeFile(content.slice(0, content.length >> 1));
        return die();
      },
      sync: () => (count() ? die() : sync()),
      truncate: (length: number) => (count() ? die() : truncate(length)),
    });
  };
  Object.assign(fs, { open: spelledOpen });
  syncBuiltinESMExports();
  return () => taken;
}

function isWriting(flags: string | number | undefined): boolean {
  return typeof flags === 'number' ? (flags & 3) !== 0 : flags !== undefined && flags !== 'r';
}
