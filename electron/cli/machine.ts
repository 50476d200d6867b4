import { statSync } from 'node:fs';

/** The names of shared libraries that `ldd` could not find. */
export const missingLibraries = (lddOutput: string): readonly string[] =>
  lddOutput
    .split('\n')
    .filter((line) => line.includes('=> not found'))
    .map((line) => line.trim().split(' ')[0] ?? '');

/** What to do about missing libraries, in one sentence; null where none is missing. */
export function libraryProblem(lddOutput: string): string | null {
  const missing = missingLibraries(lddOutput);
  if (missing.length === 0) return null;
  const install = 'sudo apt-get install -y libnss3';
  return `This machine lacks ${missing.join(', ')}; on Ubuntu 24.04, Debian 13 or later: ${install} libgtk-3-0t64 libasound2t64; before: ${install} libgtk-3-0 libasound2`;
}

/** What to do about a missing screen, in one sentence; null where there is one. `script` is the npm script in use. */
export function displayProblem(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  script: string,
): string | null {
  if (platform !== 'linux') return null;
  if ((env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '') return null;
  return `There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set); try: xvfb-run -a ${script}`;
}

/** Electron refuses to run its sandbox as root on Linux, so only root goes without; null for everyone else. */
export const rootSwitch = (platform: NodeJS.Platform, uid: number | undefined): string | null =>
  platform === 'linux' && uid === 0 ? '--no-sandbox' : null;

/** Whether a program belongs to root and runs as root, whoever starts it. */
export function isRootHelper(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4111) === 0o4111;
}
