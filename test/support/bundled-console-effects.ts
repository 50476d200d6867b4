/** Stands in for `electron/cli/node-console-effects.ts` in programs that tests start from their bundles. */
export { testEffects as nodeConsoleEffects } from './test-effects.ts';
