import { expect, test } from 'vitest';
import {
  displayProblem,
  libraryProblem,
  missingLibraries,
  rootSwitch,
} from '../../../electron/cli/machine.ts';

const lddOutput = `\tlinux-vdso.so.1 (0x00007ffd)
\tlibnss3.so => not found
\tlibgtk-3.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
`;

test('missing libraries are named, with the command that installs them, old and new', () => {
  expect(missingLibraries(lddOutput)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
  expect(libraryProblem(lddOutput)).toBe(
    'This machine lacks libnss3.so, libgtk-3.so.0; on Ubuntu 24.04, Debian 13 or later: sudo apt-get install -y libnss3 libgtk-3-0t64 libasound2t64; before: sudo apt-get install -y libnss3 libgtk-3-0 libasound2',
  );
  expect(libraryProblem('\tlibc.so.6 => /lib/libc.so.6 (0x0)\n')).toBeNull();
});

test('a missing screen is said, with the command that makes one', () => {
  expect(displayProblem('linux', {}, 'npm start')).toContain('xvfb-run -a npm start');
  expect(displayProblem('linux', { DISPLAY: '' }, 'npm start')).not.toBeNull();
  expect(displayProblem('linux', { DISPLAY: ':0' }, 'npm start')).toBeNull();
  expect(displayProblem('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'npm start')).toBeNull();
  expect(displayProblem('darwin', {}, 'npm start')).toBeNull();
});

test('the sandbox is off for root on Linux and for nobody else', () => {
  expect(rootSwitch('linux', 0)).toBe('--no-sandbox');
  expect(rootSwitch('linux', 1000)).toBeNull();
  expect(rootSwitch('darwin', 0)).toBeNull();
  expect(rootSwitch('win32', undefined)).toBeNull();
});
