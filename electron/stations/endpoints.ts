import type { Line } from '../chains/line.ts';
import type { EndpointView } from '../contract/node.ts';
import { type ErrorCode, proofCodes } from '../core/error-code.ts';
import { areIndependent } from '../core/independent-nodes.ts';
import { isGrpc } from '../core/node-url.ts';
import type { Refusal, Result } from '../core/result.ts';

/** An endpoint that failed is left in peace for a time that doubles with each failure, milliseconds. */
const FIRST_REST_MS = 2_000;
const LONGEST_REST_MS = 10 * 60_000;
/** How often an endpoint in reserve is asked how far back it serves, milliseconds. */
const ASK_RESERVE_MS = 10 * 60_000;

/** An endpoint is not there, or cannot answer now: it may come back. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'node-unreachable',
  'node-timeout',
  'node-rate-limited',
  'node-behind',
  'node-index-late',
  'node-redirects',
  'node-other-protocol',
  'proxy-unreachable',
  'proxy-login-wanted',
  'proxy-refused',
  'proxy-not-http',
]);

/** What an endpoint is left for. Not among them is what is true of the ledger, whoever tells it, such as two certified histories. */
const leftFor: ReadonlySet<ErrorCode> = new Set([
  ...passing,
  'node-not-json',
  'node-not-grpc',
  'node-certificate',
  'node-pruned',
  // Another endpoint may have what this one has to have from a store.
  'history-unreachable',
  'history-malformed',
  'history-too-large',
  'node-network-mismatch',
  'node-other-history',
  'node-answer-malformed',
  'node-answer-too-large',
  'node-unproven',
  ...[...proofCodes].filter((code) => code !== 'histories-two'),
]);

type Problem = Pick<Refusal, 'code' | 'message'>;

interface Health {
  readonly failures: number;
  readonly problem: Problem;
  readonly at: number;
  readonly restUntil: number;
}

export interface EndpointsParts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 0 to 1: endpoints of many desks are not asked again at one moment. */
  readonly random: () => number;
  readonly connect: (url: string) => Result<Line>;
}

/**
 * The endpoints of a desk in the order of its officers: which one is followed, and how the others are. One that failed is left
 * for the next; it is gone back to when it answers again.
 */
export class Endpoints {
  readonly #parts: EndpointsParts;
  readonly #order: readonly string[];
  readonly #lines = new Map<string, Line>();
  readonly #health = new Map<string, Health>();
  readonly #askedAt = new Map<string, number>();
  #at = 0;

  /** @param order addresses as they are stored, one at least */
  constructor(order: readonly string[], parts: EndpointsParts) {
    this.#order = order;
    this.#parts = parts;
  }

  /** Nothing else can be followed. */
  get isAlone(): boolean {
    return this.#order.length === 1;
  }

  /** The line to the one that is followed. */
  present(): Result<Line> {
    return this.#lineTo(this.#present());
  }

  /** Lines to others that may be other operators' and are not known to fail now. */
  others(): readonly Line[] {
    const now = this.#parts.now();
    return this.#order.flatMap((url) => {
      if (!areIndependent(url, this.#present()) || this.#restOf(url, now) > 0) return [];
      const line = this.#lineTo(url);
      return line.ok ? [line.value] : [];
    });
  }

  /** A look has ended well: whatever the endpoint did before is forgotten. */
  well(): void {
    this.#health.delete(this.#present());
  }

  /**
   * A look has failed. @returns whether another endpoint is followed from now on
   * @param mustProve the ledger was proven so far, and is followed on no node's word
   */
  failed(problem: Problem, mustProve: boolean): boolean {
    if (!leftFor.has(problem.code)) return false;
    this.#rest(this.#present(), problem);
    const next = this.#best(mustProve);
    if (next === null || next === this.#at) return false;
    this.#at = next;
    return true;
  }

  /**
   * Asks an endpoint before the present one whether it is there again, once its rest is over.
   * @returns whether it is, and is followed from now on
   */
  async goBack(mustProve: boolean): Promise<boolean> {
    const now = this.#parts.now();
    const earlier = this.#order.findIndex((url, index) => {
      const health = this.#health.get(url);
      return (
        index < this.#at &&
        this.#may(url, mustProve) &&
        health &&
        passing.has(health.problem.code) &&
        this.#restOf(url, now) === 0
      );
    });
    const url = this.#order[earlier];
    if (url === undefined) return false;
    const line = this.#lineTo(url);
    const from = this.#at;
    const asked = line.ok ? await line.value.latestCheckpoint() : line;
    if (this.#at !== from) return false;
    if (!asked.ok) {
      this.#rest(url, asked);
      return false;
    }
    this.#at = earlier;
    return true;
  }

  /**
   * Asks one of those in reserve how far back it serves, each now and then: before it is needed, officers can see whether it
   * would do. What it says changes nothing.
   */
  async askReserve(): Promise<void> {
    const now = this.#parts.now();
    const url = this.#order.find(
      (each) =>
        each !== this.#present() &&
        isGrpc(each) &&
        this.#restOf(each, now) === 0 &&
        Math.abs(now - (this.#askedAt.get(each) ?? Number.NEGATIVE_INFINITY)) >= ASK_RESERVE_MS,
    );
    if (url === undefined) return;
    this.#askedAt.set(url, now);
    const line = this.#lineTo(url);
    if (line.ok) await line.value.latestCheckpoint();
  }

  view(): readonly EndpointView[] {
    const now = this.#parts.now();
    return this.#order.map((url, index) => {
      const health = this.#health.get(url);
      const rests = health !== undefined && this.#restOf(url, now) > 0;
      return {
        url,
        state: index === this.#at ? 'followed' : rests ? 'left' : 'ready',
        proves: isGrpc(url),
        problem: health ? { code: health.problem.code, message: health.problem.message } : null,
        problemAt: health?.at ?? null,
        nextTryAt: rests && index !== this.#at ? health.restUntil : null,
        lowest: this.#lines.get(url)?.lowest()?.toString() ?? null,
      };
    });
  }

  #present(): string {
    const url = this.#order[this.#at];
    if (url === undefined) throw new Error('expected an endpoint');
    return url;
  }

  #may(url: string, mustProve: boolean): boolean {
    return !mustProve || isGrpc(url);
  }

  /** The first one that does not rest, after the present one and then from the beginning; else the one that rests least. */
  #best(mustProve: boolean): number | null {
    const now = this.#parts.now();
    const restOf = (index: number) => this.#restOf(this.#order[index] ?? '', now);
    const candidates = this.#order
      .map((_, step) => (this.#at + 1 + step) % this.#order.length)
      .filter((index) => this.#may(this.#order[index] ?? '', mustProve));
    const ready = candidates.filter((index) => restOf(index) === 0).sort((a, b) => a - b);
    return ready[0] ?? candidates.sort((a, b) => restOf(a) - restOf(b))[0] ?? null;
  }

  /** How long an endpoint still rests, milliseconds. A rest that a clock has dated ahead is over when that clock is put back. */
  #restOf(url: string, now: number): number {
    const health = this.#health.get(url);
    return health === undefined || health.at > now ? 0 : Math.max(0, health.restUntil - now);
  }

  #rest(url: string, { code, message }: Problem): void {
    const { now, random } = this.#parts;
    const failures = (this.#health.get(url)?.failures ?? 0) + 1;
    const most = Math.min(FIRST_REST_MS * 2 ** (failures - 1), LONGEST_REST_MS);
    const rest = passing.has(code) ? most / 2 + (most / 2) * random() : LONGEST_REST_MS;
    // A node that asked for a longer rest has it.
    const asked = this.#lines.get(url)?.quietMs() ?? 0;
    // A time is a whole number of milliseconds wherever it goes.
    const restUntil = now() + Math.ceil(Math.max(rest, asked));
    this.#health.set(url, { failures, problem: { code, message }, at: now(), restUntil });
  }

  #lineTo(url: string): Result<Line> {
    const known = this.#lines.get(url);
    if (known) return { ok: true, value: known };
    const line = this.#parts.connect(url);
    if (line.ok) this.#lines.set(url, line.value);
    return line;
  }
}
