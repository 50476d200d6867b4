import type { FactChange } from '../../core/projection/change.ts';
import { ok, type Refusal, type Result } from '../../core/result.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';

/** Addresses that are read in one look. */
const MOST_TOUCHED = 1000;
/** Addresses whose holdings are written together. */
const TOGETHER = 20;
/** How long after its issue an address is asked for deposits that are not irreversible yet, and how many are asked. */
const WATCH_MS = 60 * 60 * 1000;
const WATCHED = 8;

/** Reads again what the addresses have that a checkpoint touched. */
export async function readHoldings({ line, books, recorder, effects }: LedgerParts): Promise<Result<void>> {
  let problem: Refusal | null = null;
  const touched = await books.addresses.touched(MOST_TOUCHED);
  for (let from = 0; from < touched.length; from += TOGETHER) {
    const facts: FactChange[] = [];
    for (const owner of touched.slice(from, from + TOGETHER)) {
      const inputs = await line.holdings(owner);
      if (inputs.ok) facts.push({ kind: 'holdings-read', owner, inputs: inputs.value });
      else problem ??= inputs;
      // What is known of this address stays as it was proven last; a lie about it must not hide the others.
      if (!inputs.ok && !isAboutOneAddress(inputs)) break;
    }
    if (facts.length > 0) {
      const written = await recorder.commit({ expects: [], entries: [], facts, answer: undefined });
      if (!written.ok) return written;
      effects.notify(['app', 'accounts', 'movements']);
    }
    if (problem !== null && !isAboutOneAddress(problem)) return problem;
  }
  return problem ?? ok(undefined);
}

const isAboutOneAddress = ({ code }: Refusal): boolean =>
  code === 'node-balance-mismatch' || code === 'node-answer-malformed' || code === 'node-answer-too-large';

/** Shows deposits to lately issued addresses before they are irreversible: a courtesy, never a credit. */
export async function watchAddresses(parts: LedgerParts): Promise<Result<void>> {
  const { line, books, recorder, effects } = parts;
  for (const address of await books.addresses.issuedSince(effects.now() - WATCH_MS, WATCHED)) {
    const received = await line.received(address);
    if (!received.ok) return received;
    const facts: FactChange[] = [];
    for (const { id, checkpoint, succeeded, payers, changes } of received.value) {
      if (checkpoint !== null || !succeeded) continue;
      if ((await books.addresses.known(payers)).length > 0) continue;
      const change = changes.find(({ owner, units }) => owner === address && units > 0n);
      if (!change || (await books.deposits.find(id, address))) continue;
      facts.push({
        kind: 'deposit-seen',
        transactionId: id,
        address,
        units: change.units,
        sender: payers[0] ?? '',
        at: effects.now(),
      });
    }
    if (facts.length === 0) continue;
    const written = await recorder.commit({ expects: [], entries: [], facts, answer: undefined });
    if (!written.ok) return written;
    effects.notify(['app', 'deposits']);
  }
  return ok(undefined);
}
