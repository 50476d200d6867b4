import { describe, expect, it } from 'vitest';
import { estimateScryptMs } from '../../../electron/stronghold/scrypt-estimate.ts';

describe('the estimate of a derivation', () => {
  it('takes the best of its samples and doubles with each step of the work factor', async () => {
    const clock = (times: number[]) => () => times.shift()!;
    const estimate = (workFactor: number) => estimateScryptMs(workFactor, clock([0, 50, 100, 140]));
    expect(await estimate(16)).toEqual({ ok: true, value: 40 });
    expect(await estimate(19)).toEqual({ ok: true, value: 320 });
    expect(await estimate(15)).toEqual({ ok: true, value: 20 });
  });

  it.each([-1, 21, 1.5])('is refused for work factor %d', async (workFactor) => {
    expect(await estimateScryptMs(workFactor, () => 0)).toMatchObject({ code: 'stronghold-work-factor' });
  });
});
