import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hasSaid, makePipe, type RunningChild, startChild } from '../../support/start-child.ts';

const parent = new URL('../../support/signer-parent.ts', import.meta.url);
const blockedParent = new URL('../../support/blocked-parent.ts', import.meta.url);
let running: RunningChild | null = null;
afterEach(() => running?.kill());

/** The processes that a process has started, by /proc. */
const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

describe.skipIf(process.platform !== 'linux')('a signer of Node (Linux: /proc is read)', () => {
  it('has no environment and no output', async () => {
    running = startChild(parent, [], { env: { SALLYPORT_CANARY: 'canary' } });
    expect(await hasSaid(running, 'answered')).toBe(true);
    const [signer] = childrenOf(running.pid);
    const environment = readFileSync(`/proc/${signer}/environ`, 'utf8');
    expect(environment).not.toMatch(/canary|PATH=|HOME=/);
    expect(readFileSync(`/proc/${signer}/cmdline`, 'utf8')).not.toMatch(
      /--inspect|--require|--import|--eval/,
    );
  });

  it('does not outlive its console, even where that is killed with -9', async () => {
    running = startChild(parent, []);
    expect(await hasSaid(running, 'answered')).toBe(true);
    const signers = childrenOf(running.pid);
    expect(signers).toHaveLength(1);
    await running.kill();
    await vi.waitFor(() => expect(existsSync(`/proc/${signers[0]}`)).toBe(false), 60_000);
  });

  it('does not outlive its console with a thread that is blocked, either', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sallyport-orphan-'));
    const pipe = join(folder, 'pipe');
    makePipe(pipe);
    running = startChild(blockedParent, [pipe]);
    expect(await hasSaid(running, 'blocked')).toBe(true);
    const [signer] = childrenOf(running.pid);
    try {
      await running.kill();
      await vi.waitFor(() => expect(existsSync(`/proc/${signer}`)).toBe(false), 60_000);
    } finally {
      if (existsSync(`/proc/${signer}`)) process.kill(signer!, 'SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });
});
