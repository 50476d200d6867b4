import type { Checkpoint, LedgerTransaction } from '../chains/network.ts';
import type { Refusal, Result } from '../core/result.ts';
import { ok, refuse } from '../core/result.ts';
import { type LedgerParts, submitStored } from './submit-stored.ts';
import type { NodeView } from '../contract/treasury.ts';

const BATCH = 50;
/** How long after its issue an address is asked for deposits that are not irreversible yet, and how many are asked. */
const WATCH_MS = 60 * 60 * 1000;
const WATCHED = 8;
/** Signed bytes whose acceptance is unknown are sent again this often. */
const RESEND_MS = 5_000;

export interface FollowerParts extends LedgerParts {
  /** The chain identifier that the treasury was made on. */
  readonly chain: string;
}

/**
 * Follows the ledger: takes in every checkpoint once, in order, and keeps deposits, coins and payments true to it.
 * What it learnt and how far it came are written together, so that a crash repeats or loses nothing.
 */
export class LedgerFollower {
  readonly #parts: FollowerParts;
  readonly #resentAt = new Map<string, number>();
  #view: NodeView;
  #running: Promise<void> | null = null;
  #stopped = false;
  /** Whether the node that stands behind the address now was seen to know the last checkpoint taken in. */
  #historyKnown = false;

  constructor(parts: FollowerParts) {
    this.#parts = parts;
    const cursor = parts.store.cursor.get();
    this.#view = {
      url: parts.network.url,
      state: 'connecting',
      trouble: null,
      checkpoint: cursor && cursor.next > 0n ? (cursor.next - 1n).toString() : null,
      asOf: cursor?.asOf ?? null,
    };
  }

  view(): NodeView {
    return this.#view;
  }

  /** Looks once; a second call while one runs waits for that one. What goes wrong is told by the view. */
  look(): Promise<void> {
    this.#running ??= this.#look().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Begins nothing new; settles when a look under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #look(): Promise<void> {
    if (this.#stopped) return;
    const chain = await attempt(() => this.#checkChain());
    if (!chain.ok) return this.#fail(chain);
    // The ledger first: what it settles need not be sent again. Each step runs whatever became of the others, so that
    // a node that fails at one of them (or lies about one address) stops neither deposits nor payments in doubt.
    let trouble: Refusal | null = null;
    for (const step of [
      this.#takeInCheckpoints,
      this.#readStaleCoins,
      this.#watch,
      this.#endDead,
      this.#resend,
    ]) {
      if (this.#stopped) return;
      // A node that does not know what was taken in already is believed in nothing; signed bytes may go to any.
      const strange = trouble?.code === 'node-chain-mismatch' || trouble?.code === 'node-behind';
      if (strange && (step === this.#readStaleCoins || step === this.#watch)) continue;
      const done = await attempt(() => step.call(this));
      if (!done.ok) trouble ??= done;
    }
    if (trouble) return this.#fail(trouble);
    this.#set({ ...this.#view, state: 'connected', trouble: null });
  }

  async #checkChain(): Promise<Result<void>> {
    const chain = await this.#parts.network.chain();
    if (!chain.ok) return chain;
    if (chain.value === this.#parts.chain) return ok(undefined);
    return refuse(
      'node-chain-mismatch',
      `expected chain ${this.#parts.chain}, the node follows ${chain.value}`,
    );
  }

  async #takeInCheckpoints(): Promise<Result<void>> {
    const { network, store, notify } = this.#parts;
    const latest = await network.latestCheckpoint();
    if (!latest.ok) return latest;
    const cursor = store.cursor.get();
    const known = await this.#checkHistory(latest.value);
    if (!known.ok) return known;
    let last = cursor?.digest ?? null;
    for (let next = cursor?.next ?? latest.value; next <= latest.value; ) {
      const left = latest.value - next + 1n;
      const batch = await network.checkpoints(next, left < BATCH ? Number(left) : BATCH);
      if (!batch.ok) return batch;
      if (batch.value.length === 0) break;
      for (const checkpoint of batch.value) {
        if (checkpoint.sequence !== next) {
          return refuse('node-answer-malformed', `expected checkpoint ${next}, got ${checkpoint.sequence}`);
        }
        if (last !== null && checkpoint.previous !== last) return otherHistory(next - 1n, last);
        const changed = await this.#takeIn(checkpoint);
        if (!changed.ok) return changed;
        next += 1n;
        last = checkpoint.digest;
        this.#view = { ...this.#view, checkpoint: checkpoint.sequence.toString(), asOf: this.#parts.now() };
        if (changed.value) {
          store.cursor.set(next, this.#parts.now(), last);
          notify(['app', 'accounts', 'deposits', 'movements', 'journal']);
        }
      }
      store.cursor.set(next, this.#parts.now(), last);
    }
    return ok(undefined);
  }

  /**
   * A node that lost its history, or was put back, gives used numbers to new checkpoints: deposits in them would never
   * be seen. So it has to reach as far as what was taken in, and to know the last checkpoint of it by its digest.
   */
  async #checkHistory(latest: bigint): Promise<Result<void>> {
    const { network, store } = this.#parts;
    const cursor = store.cursor.get();
    if (!cursor) return ok(undefined);
    const last = cursor.next - 1n;
    if (latest < last) {
      return refuse('node-behind', `expected checkpoint ${last} or a later one, the node is at ${latest}`);
    }
    if (this.#historyKnown || cursor.digest === null) return ok(undefined);
    const known = await network.checkpoints(last, 1);
    if (!known.ok) return known;
    if (known.value[0]?.digest !== cursor.digest) return otherHistory(last, cursor.digest);
    this.#historyKnown = true;
    return ok(undefined);
  }

  /** @returns whether anything of ours was in it */
  async #takeIn(checkpoint: Checkpoint): Promise<Result<boolean>> {
    const { store, journal, now } = this.#parts;
    const sequence = checkpoint.sequence.toString();
    let touched = false;
    for (const transaction of checkpoint.transactions) {
      const settled = await this.#settle(transaction, sequence);
      if (!settled.ok) return settled;
      const noted = await this.#noteForeignSpend(transaction, sequence);
      if (!noted.ok) return noted;
      touched ||= settled.value || noted.value;
      const fromOutside = store.accounts.find(transaction.sender) === undefined;
      for (const { owner, amount } of transaction.balanceChanges) {
        if (!store.accounts.find(owner)) continue;
        touched = true;
        store.accounts.markStale(owner);
        if (!fromOutside || amount <= 0n || !transaction.succeeded) continue;
        const deposit = {
          transaction: transaction.digest,
          address: owner,
          amount,
          sender: transaction.sender,
        };
        const written = await journal.record(
          { kind: 'deposit-final', body: { ...deposit, amount: amount.toString(), checkpoint: sequence } },
          () => {
            const fresh = store.deposits.finalize({
              ...deposit,
              seenAt: checkpoint.timestamp,
              finalAt: now(),
              checkpoint: sequence,
            });
            return fresh ? ok(undefined) : refuse('request-duplicate', 'this deposit is final already');
          },
        );
        // Known as final: the station ended between this deposit and the end of its checkpoint.
        if (!written.ok && written.code !== 'request-duplicate') return written;
      }
    }
    return ok(touched);
  }

  /** Brings the movement that a transaction belongs to, if it is one of ours, to its end. */
  async #settle(transaction: LedgerTransaction, checkpoint: string): Promise<Result<boolean>> {
    const { store, journal, now } = this.#parts;
    const stored = store.movements.transactionByDigest(transaction.digest);
    if (!stored || stored.finalAt !== null) return ok(false);
    const { movementId } = stored;
    const state = transaction.succeeded ? 'final' : 'failed';
    const written = await journal.record(
      {
        kind: transaction.succeeded ? 'transaction-final' : 'transaction-failed',
        movementId,
        body: {
          movementId,
          transaction: transaction.digest,
          checkpoint,
          gasUsed: transaction.gasUsed.toString(),
          error: transaction.error,
        },
      },
      () => {
        const at = now();
        store.movements.markFinal(movementId, { at, checkpoint, gasUsed: transaction.gasUsed });
        // Until the address is read again its coins would still be offered: they are gone, whatever the outcome.
        store.coins.spend(store.movements.proposal(movementId)?.proposal.evidence ?? [], {
          transaction: transaction.digest,
          checkpoint,
        });
        store.coins.release(movementId);
        // The ledger's word counts: a payment that was given up ('failed') and happened all the same is final.
        const moved = store.movements.advance(movementId, ['signed', 'sent', 'failed'], state, at);
        if (!transaction.succeeded) {
          store.movements.setTrouble(movementId, {
            code: 'node-rejected',
            message: transaction.error ?? 'the network executed it without effect',
          });
        }
        return moved ? ok(undefined) : refuse('proposal-state', 'this payment has ended already');
      },
    );
    return written.ok || written.code === 'proposal-state' ? ok(true) : written;
  }

  /**
   * A transaction that an own key signed and no movement knows: from a copy of this treasury, or by a stolen key. It is
   * an alarm, and the evidence that payments with the same coins can never happen; so it is not taken on the node's
   * word, but on its bytes and their signature. A checkpoint whose spend cannot be proven is not taken in.
   * @returns whether there was one
   */
  async #noteForeignSpend(
    { digest, sender, balanceChanges }: LedgerTransaction,
    checkpoint: string,
  ): Promise<Result<boolean>> {
    const { network, store, journal } = this.#parts;
    const isOwn = (address: string): boolean => store.accounts.find(address) !== undefined;
    const concerned =
      isOwn(sender) || balanceChanges.some(({ owner, amount }) => amount < 0n && isOwn(owner));
    if (!concerned || store.movements.transactionByDigest(digest) || store.coins.hasSpend(digest)) {
      return ok(false);
    }
    const spend = await network.signedSpend(digest);
    if (!spend.ok) return spend;
    const { signers, inputs } = spend.value;
    const signer = signers.find(isOwn);
    if (signer === undefined) {
      return refuse('node-answer-malformed', `expected an own signature on ${digest}, got none`);
    }
    const message = `a transaction that no movement knows has spent coins of ${signer}`;
    const written = await journal.record(
      {
        kind: 'node-alarm',
        body: { code: 'coin-spent-elsewhere', message, transaction: digest, checkpoint, url: network.url },
      },
      () => {
        store.coins.spend(inputs, { transaction: digest, checkpoint });
        return ok(undefined);
      },
    );
    return written.ok ? ok(true) : written;
  }

  async #readStaleCoins(): Promise<Result<void>> {
    const { network, store, notify } = this.#parts;
    let trouble: Refusal | null = null;
    for (const owner of store.accounts.stale(1000)) {
      const coins = await network.coins(owner);
      if (!coins.ok) {
        // What is known of this address stays as it was proven last; a lie about it must not hide the others.
        if (coins.code !== 'node-balance-mismatch' && coins.code !== 'node-answer-malformed') return coins;
        trouble ??= coins;
        continue;
      }
      store.transaction(() => {
        store.coins.replace(owner, coins.value);
        store.accounts.markFresh(owner);
      });
      notify(['app', 'accounts', 'movements']);
    }
    return trouble ?? ok(undefined);
  }

  /** Shows deposits to lately issued addresses before they are irreversible: a courtesy, never a credit. */
  async #watch(): Promise<Result<void>> {
    const { network, store, now, notify } = this.#parts;
    for (const address of store.accounts.issuedSince(now() - WATCH_MS, WATCHED)) {
      const received = await network.received(address);
      if (!received.ok) return received;
      for (const transaction of received.value) {
        if (transaction.checkpoint !== null || !transaction.succeeded) continue;
        if (store.accounts.find(transaction.sender)) continue;
        const change = transaction.balanceChanges.find(
          ({ owner, amount }) => owner === address && amount > 0n,
        );
        if (!change) continue;
        const fresh = store.deposits.see({
          transaction: transaction.digest,
          address,
          amount: change.amount,
          sender: transaction.sender,
          seenAt: now(),
        });
        if (fresh) notify(['app', 'deposits']);
      }
    }
    return ok(undefined);
  }

  /** Sends signed bytes again whose acceptance is unknown: the same bytes, never new ones. */
  async #resend(): Promise<Result<void>> {
    const { store, now, notify } = this.#parts;
    for (const movement of store.movements.inState('signed', 'sent')) {
      const last = this.#resentAt.get(movement.id);
      if (last !== undefined && now() - last < RESEND_MS) continue;
      const stored = store.movements.transaction(movement.id)!;
      if (movement.state === 'sent' && now() - (stored.sentAt ?? 0) < RESEND_MS) continue;
      const sent = await submitStored(this.#parts, movement.id);
      this.#resentAt.set(movement.id, now()); // after the answer: a node that hangs must not be asked without pause
      if (sent.ok) continue;
      if (sent.code !== 'node-rejected') return sent;
      // A refusal is the node's word, and what it says of coins and transactions is too: it may keep the bytes.
      const state = store.movements.get(movement.id)?.state;
      if (state !== 'signed' && state !== 'sent') continue;
      store.movements.setTrouble(movement.id, { code: 'payment-in-doubt', message: sent.message });
      notify(['movements']);
    }
    return ok(undefined);
  }

  /**
   * A signed payment one of whose coins a transaction in a checkpoint has consumed, proven by an own key's signature
   * over it, can never happen any more: its end is written down and its request can be made anew. What a node does not
   * list or does not know ends nothing.
   */
  async #endDead(): Promise<Result<void>> {
    const { store, journal, now, notify } = this.#parts;
    for (const { id } of store.movements.inState('signed', 'sent')) {
      const { digest } = store.movements.transaction(id)!;
      const spend = store.coins.spentElsewhere(id, digest);
      if (!spend) continue;
      const message = `transaction ${spend.transaction} in checkpoint ${spend.checkpoint} spent its coins; it can never happen`;
      const written = await journal.record(
        {
          kind: 'transaction-failed',
          movementId: id,
          body: { movementId: id, transaction: digest, error: message },
        },
        () => {
          store.coins.release(id);
          const moved = store.movements.advance(id, ['signed', 'sent'], 'failed', now());
          store.movements.setTrouble(id, { code: 'coin-spent-elsewhere', message });
          return moved ? ok(undefined) : refuse('proposal-state', 'this payment has ended already');
        },
      );
      notify(['app', 'movements', 'journal']);
      if (!written.ok && written.code !== 'proposal-state') return written;
    }
    return ok(undefined);
  }

  async #fail(refusal: Refusal): Promise<void> {
    this.#historyKnown = false; // another node may stand behind the address by the next look
    const trouble = { code: refusal.code, message: refusal.message };
    const alarm = refusal.code === 'node-balance-mismatch' || refusal.code === 'node-chain-mismatch';
    if (alarm && this.#view.trouble?.code !== refusal.code) {
      await attempt(() =>
        this.#parts.journal.record({ kind: 'node-alarm', body: { ...trouble, url: this.#view.url } }),
      );
    }
    this.#set({ ...this.#view, state: 'trouble', trouble });
  }

  #set(view: NodeView): void {
    const changed = view.state !== this.#view.state || view.trouble?.code !== this.#view.trouble?.code;
    this.#view = view;
    if (changed) this.#parts.notify(['app', 'journal']);
  }
}

function otherHistory(sequence: bigint, digest: string): Refusal {
  return refuse(
    'node-chain-mismatch',
    `expected the history with checkpoint ${sequence} of digest ${digest}`,
  );
}

/** What a step throws (a bug, a full disk) ends that step alone, and is told as its refusal. */
async function attempt<T>(step: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await step();
  } catch (error) {
    return refuse('internal-error', error instanceof Error ? error.message : String(error));
  }
}
