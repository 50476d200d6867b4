import type { Refusal, Result } from '../core/result.ts';
import { ok, refuse } from '../core/result.ts';
import type { Checkpoint, LedgerTransaction } from '../networks/network.ts';
import type { Movement, StoredTransaction } from '../store/movements.ts';
import type { Store } from '../store/store.ts';
import { type LedgerParts, submitStored } from './submit-stored.ts';
import type { NodeView } from './views.ts';

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

  /** Looks once; a second call while one runs waits for that one. Never rejects for what a node does. */
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
    const chain = await this.#checkChain();
    if (!chain.ok) return this.#fail(chain);
    // The ledger first: what it settles need not be sent again. Each step runs whatever became of the others, so that
    // a node that fails at one of them (or lies about one address) stops neither deposits nor payments in doubt.
    let trouble: Refusal | null = null;
    for (const step of [this.#takeInCheckpoints, this.#readStaleCoins, this.#watch, this.#resend]) {
      if (this.#stopped) return;
      const done = await step.call(this);
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
    for (let next = store.cursor.get()?.next ?? latest.value; next <= latest.value; ) {
      const left = latest.value - next + 1n;
      const batch = await network.checkpoints(next, left < BATCH ? Number(left) : BATCH);
      if (!batch.ok) return batch;
      if (batch.value.length === 0) break;
      for (const checkpoint of batch.value) {
        if (checkpoint.sequence !== next) {
          return refuse('node-answer-malformed', `expected checkpoint ${next}, got ${checkpoint.sequence}`);
        }
        const changed = await this.#takeIn(checkpoint);
        if (!changed.ok) return changed;
        next += 1n;
        this.#view = { ...this.#view, checkpoint: checkpoint.sequence.toString(), asOf: this.#parts.now() };
        if (changed.value) {
          store.cursor.set(next, this.#parts.now());
          notify(['app', 'accounts', 'deposits', 'movements', 'journal']);
        }
      }
      store.cursor.set(next, this.#parts.now());
    }
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
      touched ||= settled.value;
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
    const { store, now } = this.#parts;
    for (const movement of store.movements.inState('signed', 'sent')) {
      const last = this.#resentAt.get(movement.id);
      if (last !== undefined && now() - last < RESEND_MS) continue;
      const stored = store.movements.transaction(movement.id)!;
      if (movement.state === 'sent' && now() - (stored.sentAt ?? 0) < RESEND_MS) continue;
      const sent = await submitStored(this.#parts, movement.id);
      this.#resentAt.set(movement.id, now()); // after the answer: a node that hangs must not be asked without pause
      if (sent.ok) continue;
      if (sent.code !== 'node-rejected') return sent;
      const ended = await this.#endIfDead(movement, stored);
      if (!ended.ok) return ended;
    }
    return ok(undefined);
  }

  /**
   * A refused payment whose coins have moved on can never happen any more: its end is written down and its request can
   * be made anew. Asked in this order (coins first, then the transaction), no race can end a payment that happened.
   */
  async #endIfDead(movement: Movement, { digest }: StoredTransaction): Promise<Result<void>> {
    const { network, store, journal, now, notify } = this.#parts;
    const sender = store.accounts.find(movement.source ?? '')?.address ?? senderOf(store, movement.id);
    if (sender === null) return ok(undefined);
    const coins = await network.coins(sender);
    if (!coins.ok) return coins;
    store.coins.replace(sender, coins.value);
    if (store.coins.reservationsAlive(movement.id)) return ok(undefined);
    const known = await network.transaction(digest);
    if (!known.ok) return known;
    if (known.value !== null) return ok(undefined);
    const message = 'its coins were spent by another transaction; it can never happen';
    const written = await journal.record(
      {
        kind: 'transaction-failed',
        movementId: movement.id,
        body: { movementId: movement.id, transaction: digest, error: message },
      },
      () => {
        store.coins.release(movement.id);
        const moved = store.movements.advance(movement.id, ['signed', 'sent'], 'failed', now());
        store.movements.setTrouble(movement.id, { code: 'node-rejected', message });
        return moved ? ok(undefined) : refuse('proposal-state', 'this payment has ended already');
      },
    );
    notify(['app', 'movements', 'journal']);
    return written.ok || written.code === 'proposal-state' ? ok(undefined) : written;
  }

  async #fail(refusal: Refusal): Promise<void> {
    const trouble = { code: refusal.code, message: refusal.message };
    const alarm = refusal.code === 'node-balance-mismatch' || refusal.code === 'node-chain-mismatch';
    if (alarm && this.#view.trouble?.code !== refusal.code) {
      await this.#parts.journal.record({ kind: 'node-alarm', body: { ...trouble, url: this.#view.url } });
    }
    this.#set({ ...this.#view, state: 'trouble', trouble });
  }

  #set(view: NodeView): void {
    const changed = view.state !== this.#view.state || view.trouble?.code !== this.#view.trouble?.code;
    this.#view = view;
    if (changed) this.#parts.notify(['app', 'journal']);
  }
}

/** The own address that pays a movement: the owner that its evidence names. */
function senderOf(store: Store, movementId: string): string | null {
  return store.movements.proposal(movementId)?.proposal.evidence[0]?.owner ?? null;
}
