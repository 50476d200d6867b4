import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BenchOptions } from '../../bench/options.ts';
import { runRounds } from '../../bench/progress.ts';

function optionsIn(rounds: number | null, changes: Partial<BenchOptions> = {}): BenchOptions {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-progress-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const progress = path.join(folder, 'new', 'kept.json');
  return { seed: 5, seconds: 60, rounds, progress, log: () => {}, ...changes };
}

const counting = (rounds: number[]) => async (round: number) => {
  rounds.push(round);
  return { counted: { acts: 2 }, faults: round === 1 ? ['one'] : [] };
};

describe('rounds of a bench', () => {
  it('go on where a run was stopped, with all that it counted', async () => {
    const options = optionsIn(3);
    const first: number[] = [];
    await runRounds('honest', options, counting(first));
    expect(first).toEqual([0, 1, 2]);
    const later: number[] = [];
    const all = await runRounds('honest', { ...options, rounds: 5 }, counting(later));
    expect(later).toEqual([3, 4]);
    expect(all).toMatchObject({ rounds: 5, counted: { acts: 10 }, faults: ['one'] });
    expect(JSON.parse(readFileSync(all.file, 'utf8'))).toMatchObject({ rounds: 5, seed: 5 });
  });

  it('keep what a round found before the next one throws', async () => {
    const options = optionsIn(9);
    const failing = async (round: number) => {
      if (round === 2) throw new Error('stopped');
      return counting([])(round);
    };
    await expect(runRounds('honest', options, failing)).rejects.toThrow('stopped');
    const later: number[] = [];
    await runRounds('honest', { ...options, rounds: 3 }, counting(later));
    expect(later).toEqual([2]);
  });

  it('of another seed or bench are not continued', async () => {
    const options = optionsIn(1);
    await runRounds('honest', options, counting([]));
    await expect(runRounds('honest', { ...options, seed: 6 }, counting([]))).rejects.toThrow(
      'expected honest',
    );
    await expect(runRounds('kills', options, counting([]))).rejects.toThrow('expected kills');
  });
});
