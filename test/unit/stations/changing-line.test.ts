import { expect, it } from 'vitest';
import type { Line } from '../../../electron/chains/line.ts';
import { ok, type Result } from '../../../electron/core/result.ts';
import { changingLine } from '../../../electron/stations/changing-line.ts';
import { codeOf } from '../../support/treasury-steps.ts';
import { scripted } from '../console/ledger/followed.ts';

it('asks the node that is behind it, and lets go of what the one before never answered', async () => {
  const silent: Partial<Line> = { url: 'http://one', submit: () => new Promise<never>(() => {}) };
  const { line, change } = changingLine(scripted(silent));
  const waiting = line.submit(new Uint8Array(1), 'signature');
  expect(line.url).toBe('http://one');
  change(scripted({ url: 'http://two', latestCheckpoint: async () => ok(7n) }));
  // In doubt, and never refused: it may have been taken.
  expect(codeOf(await waiting)).toBe('node-unreachable');
  expect([line.url, await line.latestCheckpoint()]).toEqual(['http://two', ok(7n)]);
});

it('an answer of the node before that comes late counts for nothing', async () => {
  const answers: ((answer: Result<bigint>) => void)[] = [];
  const { line, change } = changingLine(
    scripted({ latestCheckpoint: () => new Promise((resolve) => answers.push(resolve)) }),
  );
  const waiting = line.latestCheckpoint();
  change(scripted({}));
  answers[0]?.(ok(99n));
  expect(codeOf(await waiting)).toBe('node-unreachable');
});
