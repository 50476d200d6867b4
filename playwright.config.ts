import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  // A busy machine is slow, not wrong: a limit only ends what would never end.
  timeout: 1_200_000,
  expect: { timeout: 240_000 },
  reporter: [['list'], ['./test/support/playwright-minutes.ts']],
  globalSetup: './test/e2e/support/global-setup.ts',
});
