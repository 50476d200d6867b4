import { describe, expect, it } from 'vitest';
import { deriveScrypt } from '../../../electron/stronghold/scrypt.ts';
import { estimateScryptMs } from '../../../electron/stronghold/scrypt-estimate.ts';

describe('the estimate of a derivation', () => {
  it('takes the best of its samples and doubles with each step of the work factor', async () => {
    const clock = (times: number[]) => () => times.shift()!;
    const estimate = (workFactor: number) => estimateScryptMs(workFactor, clock([0, 50, 100, 140]));
    expect(await estimate(16)).toEqual({ ok: true, value: 40 });
    expect(await estimate(19)).toEqual({ ok: true, value: 320 });
    expect(await estimate(15)).toEqual({ ok: true, value: 20 });
  });

  it('comes near to what it takes', async () => {
    const clock = () => performance.now();
    const estimate = await estimateScryptMs(17, clock);
    // The best of a few, as the estimate is: other programs can only slow them down.
    const took: number[] = [];
    for (let round = 0; round < 4; round++) {
      const start = clock();
      await deriveScrypt(new Uint8Array(32), new Uint8Array(16), 17);
      took.push(clock() - start);
    }
    expect(estimate.ok && Math.min(...took) / estimate.value).toBeGreaterThan(0.1);
    expect(estimate.ok && Math.min(...took) / estimate.value).toBeLessThan(10);
  });

  it.each([-1, 21, 1.5])('is refused for work factor %d', async (workFactor) => {
    expect(await estimateScryptMs(workFactor, () => 0)).toMatchObject({ code: 'stronghold-work-factor' });
  });
});
