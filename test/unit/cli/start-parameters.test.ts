import { expect, test } from 'vitest';
import { readStartParameters } from '../../../electron/cli/start-parameters.ts';

test.each([
  [[], { evaluation: false, folder: null }],
  [['treasury'], { evaluation: false, folder: '/home/me/treasury' }],
  [['/t/one'], { evaluation: false, folder: '/t/one' }],
  [['--evaluation', '/t/one'], { evaluation: true, folder: '/t/one' }],
  [['/t/one', '--evaluation'], { evaluation: true, folder: '/t/one' }],
])('%j is read', (given, parameters) => {
  expect(readStartParameters(given, '/home/me')).toEqual(parameters);
});

test.each([[['one', 'two']], [['--remote-debugging-port=1']], [['--no-sandbox']], [['-x']]])(
  '%j is not understood and never reaches Electron',
  (given) => {
    expect(readStartParameters(given, '/home/me')).toBeNull();
  },
);
