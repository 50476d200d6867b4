import { ok, type Refusal, type Result, refuse } from '../../../../core/result.ts';
import type { ExecutedTransaction, Checkpoint as WireHead } from '../../grpc/generated/base_pb.ts';
import { type CheckpointData, LedgerService } from '../../grpc/generated/ledger_service_pb.ts';
import type { OfferedCheckpoint } from '../../pure/proof/prove-checkpoints.ts';
import { pastRefusal } from './grpc-fault.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { malformed, named, plainBytes, unwrapped } from './wire-bytes.ts';

/** A checkpoint as the node gives it; nothing of it is proven yet. All bytes are BCS without envelope. */
export interface ReadCheckpoint extends OfferedCheckpoint {
  readonly sequence: bigint;
  /** What the objects of each transaction were, and what they became, in the node's order; none where they were not asked for. */
  readonly objects: readonly {
    readonly inputs: readonly Uint8Array[];
    readonly outputs: readonly Uint8Array[];
  }[];
}

/** Which checkpoints, and whether with the objects of their transactions: they are most of the bytes. */
export interface CheckpointsAsked {
  readonly from: bigint;
  readonly to: bigint;
  readonly objects: boolean;
}

const MASK = ['checkpoint.summary.bcs', 'checkpoint.contents.bcs', 'transactions.effects.bcs'];
const OBJECTS = ['transactions.input_objects.bcs', 'transactions.output_objects.bcs'];
/** Of a checkpoint that is read alone: validators sign each, and in a batch few of these signatures are needed. */
const SIGNATURE = ['checkpoint.signature'];

/** The protocol's most for one checkpoint. */
const MOST_TRANSACTIONS = 10_000;
/** Bytes of one reading; what is complete by then is given, and the next reading goes on. */
const MOST_BYTES = 64 * 1024 * 1024;
/** How often a stream that ended without anything new is asked for again. */
const TRIES = 3;

/**
 * Checkpoints `from` to `to` with all their transactions, as far as the node gives them: fewer where they are large. The
 * certificate comes with one that is read alone, and with no other. A stream
 * that ends early, as that of a node that shuts down does, is asked for again behind the last complete one.
 * @returns refuses `node-pruned`, `node-answer-malformed`, `node-answer-too-large` (the first alone is too large), and the
 * codes of a reading
 */
export async function streamCheckpoints(
  node: GrpcCalls,
  { from, to, objects }: CheckpointsAsked,
): Promise<Result<readonly ReadCheckpoint[]>> {
  const reader = new CheckpointParts(from, to);
  const paths = [...MASK, ...(objects ? OBJECTS : []), ...(from === to ? SIGNATURE : [])];
  let refusal: Refusal = refuse('node-answer-malformed', `expected checkpoint ${from}, the stream ended`);
  for (let tries = 0; tries < TRIES && !reader.enough; ) {
    const before = reader.complete.length;
    reader.beginAgain();
    const read = await node.read(
      LedgerService.method.streamCheckpoints,
      { startSequenceNumber: reader.next, endSequenceNumber: to, readMask: { paths } },
      (message) => reader.take(message),
      pastRefusal(`checkpoint ${reader.next}`),
    );
    if (!read.ok) {
      refusal = read;
      if (!passing.has(read.code)) break;
    }
    tries = reader.complete.length > before ? 0 : tries + 1;
  }
  if (reader.complete.length > 0) return ok(reader.complete);
  return reader.overfull
    ? refuse('node-answer-too-large', `expected checkpoint ${from} of at most ${MOST_BYTES} bytes, got more`)
    : refusal;
}

/** What a stream may end with because its node went away: another one may be behind the address. */
const passing: ReadonlySet<string> = new Set(['node-unreachable']);

/** Puts checkpoints together from their parts: each is complete only at its end marker. */
export class CheckpointParts {
  readonly complete: ReadCheckpoint[] = [];
  next: bigint;
  readonly #to: bigint;
  #head: WireHead | null = null;
  #transactions: ExecutedTransaction[] = [];
  #bytes = 0;
  overfull = false;

  constructor(from: bigint, to: bigint) {
    this.next = from;
    this.#to = to;
  }

  get enough(): boolean {
    return this.next > this.#to || this.overfull;
  }

  /** Forgets what of a checkpoint came before its stream ended. */
  beginAgain(): void {
    this.#head = null;
    this.#transactions = [];
  }

  take({ payload }: CheckpointData): Result<'more' | 'nothing' | 'enough'> {
    try {
      switch (payload.case) {
        case 'checkpoint':
          this.#begin(payload.value);
          break;
        case 'executedTransactions':
          this.#add(payload.value.executedTransactions);
          break;
        case 'endMarker':
          this.#end(named(payload.value.sequenceNumber, 'checkpoint'));
          break;
        default: // progress, and what later versions may tell
          return ok('nothing');
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'node-answer-malformed') {
        return refuse('node-answer-malformed', error.message);
      }
      throw error;
    }
    return ok(this.enough ? 'enough' : 'more');
  }

  #begin(head: WireHead): void {
    const sequence = named(head.sequenceNumber, 'checkpoint');
    if (this.#head !== null || sequence !== this.next) {
      throw malformed(`expected checkpoint ${this.next}, got ${sequence}`);
    }
    this.#head = head;
    this.#count([head.summary, head.contents, head.signature]);
  }

  #add(transactions: readonly ExecutedTransaction[]): void {
    if (this.#head === null) throw malformed('expected transactions behind their checkpoint');
    if (this.#transactions.length + transactions.length > MOST_TRANSACTIONS) {
      throw malformed(`expected at most ${MOST_TRANSACTIONS} transactions in a checkpoint, got more`);
    }
    this.#transactions.push(...transactions);
    for (const { effects, inputObjects, outputObjects } of transactions) {
      this.#count([effects, ...(inputObjects?.objects ?? []), ...(outputObjects?.objects ?? [])]);
    }
  }

  #end(sequence: bigint): void {
    if (this.#head === null || sequence !== this.next) {
      throw malformed(`expected the end of checkpoint ${this.next}, got that of ${sequence}`);
    }
    const { summary, contents, signature } = this.#head;
    this.complete.push({
      sequence,
      summary: unwrapped(summary, 'summary'),
      contents: plainBytes(contents, 'list of contents'),
      certificate: signature ? unwrapped(signature, 'certificate') : null,
      effects: this.#transactions.map(({ effects }) => plainBytes(effects, 'list of effects')),
      objects: this.#transactions.map(({ inputObjects, outputObjects }) => ({
        inputs: (inputObjects?.objects ?? []).map((each) => unwrapped(each, 'object')),
        outputs: (outputObjects?.objects ?? []).map((each) => unwrapped(each, 'object')),
      })),
    });
    this.next += 1n;
    this.beginAgain();
  }

  #count(given: readonly ({ readonly bcs?: { readonly data: Uint8Array } | undefined } | undefined)[]): void {
    for (const each of given) this.#bytes += each?.bcs?.data.length ?? 0;
    if (this.#bytes > MOST_BYTES) this.overfull = true;
  }
}
