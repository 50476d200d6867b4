import { defineConfig } from 'vitest/config';
import { VitestMinutes } from './test/support/vitest-minutes.ts';

export default defineConfig({
  test: {
    include: ['test/{unit,property,vectors,integration}/**/*.test.ts'],
    // A busy machine is slow, not wrong: a limit only ends what would never end.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    pool: 'forks',
    maxWorkers: '100%',
    globalSetup: './test/support/run-setup.ts',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    reporters: ['default', new VitestMinutes()],
  },
});
