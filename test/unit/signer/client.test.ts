import { describe, expect, it } from 'vitest';
import { SignerClient } from '../../../electron/signer/client.ts';
import type { SignerTransport } from '../../../electron/signer/transport.ts';
import { codeOf, ERA } from '../../support/signer-fixture.ts';

/** A process that answers only when the test says so. */
class FakeProcess implements SignerTransport {
  readonly sent: { id: number; verb: string }[] = [];
  say: (message: unknown) => void = () => {};
  exit: () => void = () => {};
  killed = 0;

  send(message: unknown): void {
    this.sent.push(message as { id: number; verb: string });
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: () => void): void {
    const before = this.exit;
    this.exit = () => {
      before();
      listener();
    };
  }
  kill(): void {
    this.killed += 1;
  }
}

function start() {
  const process = new FakeProcess();
  return { process, client: new SignerClient(process) };
}

const counter = (value: number) => ({ ok: true, value: { era: ERA, counter: value } });
const ask = (client: SignerClient) =>
  client.ask('seal', { kind: 'void', rejections: {} as never, withdrawals: [], journal: null });

describe('the client of a signer', () => {
  it('gives each question its own answer, in whatever order they come', async () => {
    const { process, client } = start();
    const [first, second] = [ask(client), ask(client)];
    process.say({ id: process.sent[1]!.id, result: counter(2) });
    process.say({ id: process.sent[0]!.id, result: counter(1) });
    expect(await first).toEqual(counter(1));
    expect(await second).toEqual(counter(2));
  });

  it('ignores answers that nobody asked for, second answers, and what is no answer', async () => {
    const { process, client } = start();
    const asked = ask(client);
    const { id } = process.sent[0]!;
    for (const noise of [
      null,
      'text',
      { id },
      { id, result: { ok: true }, extra: 1 },
      { id: 99, result: counter(9) },
    ]) {
      process.say(noise);
    }
    process.say({ id, result: counter(1) });
    process.say({ id, result: counter(2) });
    expect(await asked).toEqual(counter(1));
  });

  it('passes refusals on and refuses answers of another shape', async () => {
    const { process, client } = start();
    const [refused, shapeless] = [ask(client), ask(client)];
    process.say({ id: 1, result: { ok: false, code: 'vault-locked', message: 'locked' } });
    process.say({ id: 2, result: { ok: true, value: { counter: 1, seed: 'no' } } });
    expect(codeOf(await refused)).toBe('vault-locked');
    expect(codeOf(await shapeless)).toBe('input-malformed');
  });

  it('answers everything that is open with signer-crashed when the process dies, and asks it no more', async () => {
    const { process, client } = start();
    let told = 0;
    client.onExit(() => told++);
    const asked = [ask(client), ask(client)];
    process.exit();
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['signer-crashed', 'signer-crashed']);
    expect(codeOf(await ask(client))).toBe('signer-crashed');
    expect(process.sent).toHaveLength(2);
    expect(told).toBe(1);
  });

  it('answers signer-crashed at once when it kills the process itself', async () => {
    const { process, client } = start();
    const asked = ask(client);
    client.kill();
    expect(codeOf(await asked)).toBe('signer-crashed');
    expect(process.killed).toBe(1);
  });
});
