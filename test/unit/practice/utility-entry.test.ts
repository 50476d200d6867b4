import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';

describe('the practice node as a utility process', () => {
  afterEach(() => {
    Reflect.deleteProperty(process, 'parentPort');
    vi.resetModules();
    vi.restoreAllMocks();
  });

  it('starts on the first message, tells where it is, and ends when told', async () => {
    const { send, next } = await attach();
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    send({ port: 0, seed: 'test', folder: null, checkpointMs: 0, epochMs: 60_000 });
    expect(await next()).toEqual({
      ok: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:[0-9]+$/),
      grpcUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:[0-9]+$/),
      genesis: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/),
      trustRoot: expect.stringMatching(/^committee:[1-9A-HJ-NP-Za-km-z]{32,44}:[1-9A-HJ-NP-Za-km-z]{32,44}$/),
      chain: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    send('stop');
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0), { timeout: 60_000 });
  });

  it.each([
    ['nothing', undefined],
    ['another member', { port: 0, seed: 's', folder: null, checkpointMs: 0, epochMs: 60_000, more: 1 }],
    ['a port beyond', { port: 65_536, seed: 's', folder: null, checkpointMs: 0, epochMs: 60_000 }],
    ['no seed', { port: 0, seed: '', folder: null, checkpointMs: 0, epochMs: 60_000 }],
  ])('refuses settings with %s', async (_, settings) => {
    const { send, next } = await attach();
    send(settings);
    expect(await next()).toMatchObject({ ok: false, code: 'input-malformed' });
  });
});

async function attach() {
  const emitter = new EventEmitter();
  const answers: unknown[] = [];
  Object.assign(process, {
    parentPort: Object.assign(emitter, { postMessage: (message: unknown) => answers.push(message) }),
  });
  await import('../../../electron/practice/utility-entry.ts');
  return {
    send: (data: unknown) => emitter.emit('message', { data }),
    next: () =>
      vi.waitFor(
        () => {
          if (answers.length === 0) throw new Error('no answer yet');
          return answers.shift();
        },
        { timeout: 60_000 },
      ),
  };
}
