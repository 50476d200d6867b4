import { defineConfig } from '@playwright/test';
import { hasScreen } from './test/e2e/support/screens.ts';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  // Two windows on one screen take the focus from each other: each worker gets a screen of its own, or there is one worker.
  workers: hasScreen() ? 1 : 2,
  // A busy machine is slow, not wrong: a limit only ends what would never end.
  timeout: 1_200_000,
  expect: { timeout: 240_000 },
  reporter: [['list'], ['./test/support/playwright-minutes.ts']],
  globalSetup: './test/e2e/support/global-setup.ts',
});
