import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { makePrivateFolder } from './private-folder.ts';

const run = (program: string, parameters: readonly string[]): boolean =>
  spawnSync(program, parameters, { stdio: 'ignore' }).status === 0;

/** Mounts a medium in memory. Only root may, and not in every container; `size` as `mount` takes it. */
export function mount(place: string, size: string): boolean {
  mkdirSync(place, { mode: 0o700 });
  return run('mount', ['-t', 'tmpfs', '-o', `mode=0700,size=${size}`, 'tmpfs', place]);
}

export const makeReadOnly = (place: string): boolean => run('mount', ['-o', 'remount,ro', place]);

export const unmount = (place: string): boolean => run('umount', [place]);

/** Whether this machine lets the tests mount one. */
export function canMount(): boolean {
  const folder = makePrivateFolder();
  try {
    return mount(folder.at('probe'), '64k') && unmount(folder.at('probe'));
  } finally {
    folder.remove();
  }
}
