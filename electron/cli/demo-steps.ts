import { setTimeout as sleep } from 'node:timers/promises';
import { readMovement } from '../console/movements/movement-views.ts';
import { nobody } from '../console/officers/viewer.ts';
import type { DecodedView, MovementDetail } from '../contract/movements.ts';
import type { Result } from '../core/result.ts';
import type { Desk } from '../stations/desk.ts';
import type { Say } from './day-texts.ts';

/** A step of the day was refused. */
export class DemoFailure extends Error {}

const PASSWORD = 'practice';
const PATIENCE_MS = 30_000;

/** The password of every file of the demo. */
export const password = () => new TextEncoder().encode(PASSWORD);

export const heading = (say: Say, text: string) => say(`\n${text}\n${'-'.repeat(text.length)}`);

/** What the bytes of a movement say; it must have been built. */
export function decodedOf({ decoded, row }: MovementDetail): DecodedView {
  if (!decoded) throw new DemoFailure(`the proposal was not built: ${row.problem?.message}`);
  return decoded;
}

/** Waits until a payment is final, and its change is read. */
export async function settled(desk: Desk, id: string): Promise<MovementDetail> {
  await until('the payment to become final', async () => {
    await desk.line.follow();
    const { state } = must(await readMovement(desk, nobody, { id })).row;
    if (state === 'failed') throw new DemoFailure('the network refused the payment');
    return state === 'final' && (await desk.books.addresses.touched(1)).length === 0;
  });
  return must(await readMovement(desk, nobody, { id }));
}

export async function until(what: string, reached: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(150)) {
    if (await reached()) return;
  }
  throw new DemoFailure(`waited ${PATIENCE_MS / 1000} seconds for ${what}`);
}

/** The value of a step that must succeed. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new DemoFailure(`${result.code}: ${result.message}`);
  return result.value;
}
