import type { Reporter, TestModule } from 'vitest/node';
import { minuteLines, minutesByFolder, projectBudget } from './test-minutes.ts';

/** Tells at the end of a run how many minutes each folder of tests took. */
export class VitestMinutes implements Reporter {
  #start = 0;

  onTestRunStart(): void {
    this.#start = performance.now();
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const worked = modules.map((module) => [module.moduleId, workOf(module)] as const);
    const minutes = minutesByFolder(worked, performance.now() - this.#start);
    console.log(minuteLines(minutes, projectBudget()).join('\n'));
  }
}

function workOf(module: TestModule): number {
  const { collectDuration, duration, environmentSetupDuration, prepareDuration, setupDuration } =
    module.diagnostic();
  return collectDuration + duration + environmentSetupDuration + prepareDuration + setupDuration;
}
