import { describe, expect, it } from 'vitest';
import { deriveScrypt } from '../../../electron/stronghold/scrypt.ts';
import { estimateScryptMs } from '../../../electron/stronghold/scrypt-estimate.ts';

describe('the estimate of a derivation', () => {
  it('takes the best of its samples and doubles with each step of the work factor', async () => {
    const clock = (times: number[]) => () => times.shift()!;
    const estimate = (workFactor: number) => estimateScryptMs(workFactor, clock([0, 50, 100, 140, 200, 260]));
    expect(await estimate(14)).toEqual({ ok: true, value: 40 });
    expect(await estimate(19)).toEqual({ ok: true, value: 1280 });
    expect(await estimate(13)).toEqual({ ok: true, value: 20 });
  });

  it('comes near to what it takes', async () => {
    const estimate = await estimateScryptMs(17, () => performance.now());
    const start = performance.now();
    await deriveScrypt(new Uint8Array(32), new Uint8Array(16), 17);
    const took = performance.now() - start;
    expect(estimate.ok && took / estimate.value).toBeGreaterThan(0.2);
    expect(estimate.ok && took / estimate.value).toBeLessThan(5);
  });

  it.each([-1, 21, 1.5])('is refused for work factor %d', async (workFactor) => {
    expect(await estimateScryptMs(workFactor, () => 0)).toMatchObject({ code: 'stronghold-work-factor' });
  });
});
