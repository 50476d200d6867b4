import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type FollowedNode, fillFollowingDesk, openFollowingDesk } from './following-desk.ts';
import { growLedger } from './grown-ledger.ts';
import { startNodeOf, startReplayOf } from './node-of-folder.ts';

/** Of one checkpoint. */
export const TRANSFERS = 3;
const SEED = 'a network that is followed by gRPC';

/** A ledger that a node has told once, and that is told again from memory by a process that does little else. */
export interface RecordedLedger {
  readonly node: FollowedNode;
  readonly checkpoints: number;
  /** What telling it has taken of the processors. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Grows a ledger of three transfers a checkpoint, and has a desk follow it once, so that everything is recorded, and compiled.
 * @param recipients of the transfers, in turn
 * @param addresses own ones of that desk: what one with others asks may not have been recorded
 */
export async function recordLedger(
  folder: string,
  recipients: readonly string[],
  {
    checkpoints: wanted,
    addresses,
    log,
  }: { readonly checkpoints: number; readonly addresses: number; readonly log: (line: string) => void },
): Promise<RecordedLedger> {
  const ledger = path.join(folder, 'ledger');
  mkdirSync(ledger);
  log(`growing a ledger of ${wanted} checkpoints ...`);
  const { checkpoints } = await growLedger(ledger, {
    seed: SEED,
    start: Date.now() - wanted * 250 - 60_000,
    transactions: wanted * (TRANSFERS + 1),
    payments: TRANSFERS,
    recipients,
    log,
  });
  const practice = await startNodeOf(ledger, SEED);
  const replay = await startReplayOf(practice.grpcUrl);
  const { chain, trustRoot } = practice;
  const node = { grpcUrl: replay.grpcUrl, chain, trustRoot };
  const first = path.join(folder, 'first');
  await fillFollowingDesk(first, addresses);
  const desk = await openFollowingDesk(first, node);
  await desk.follow(checkpoints);
  await desk.close();
  await practice.stop();
  return { node, checkpoints, cpuMs: () => replay.cpuMs(), stop: () => replay.stop() };
}

/** Who is paid: every so many-th of so many transfers goes to an own address, each to another one. */
export const recipientsOf = (
  transfers: number,
  ownOf: (transfer: number) => string | null,
): readonly string[] =>
  Array.from({ length: transfers }, (_, at) => ownOf(at) ?? `0x${at.toString(16).padStart(64, '0')}`);
