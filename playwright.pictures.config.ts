import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/** Pictures of the real window, instead of tests: `npm run draw-pictures`. */
export default defineConfig({
  ...base,
  testDir: 'test/e2e',
  testMatch: '**/*.pictures.ts',
  reporter: [['list']],
});
