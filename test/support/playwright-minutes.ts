import type { FullResult, Reporter } from '@playwright/test/reporter';
import { minuteLines, projectBudget } from './test-minutes.ts';

/** Tells at the end of the desktop tests how many minutes they took, the build included. */
export default class PlaywrightMinutes implements Reporter {
  printsToStdio(): boolean {
    return true;
  }

  onEnd({ duration }: FullResult): void {
    console.log(minuteLines(new Map([['e2e', duration / 60_000]]), projectBudget()).join('\n'));
  }
}
