import type {
  DescMessage,
  DescMethodServerStreaming,
  DescMethodUnary,
  MessageInitShape,
  MessageShape,
} from '@bufbuild/protobuf';
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import type { Transport } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import type { NetworkId } from '../../../../core/network-id.ts';
import { ok, type Refusal, type Result, refuse } from '../../../../core/result.ts';
import { DIRECT, type LineWay } from '../../../../way/line-way.ts';
import { openSocketBy } from '../../../../way/open-socket.ts';
import { LedgerService } from '../../grpc/generated/ledger_service_pb.ts';
import { DIGEST_LENGTH, digestText, type LedgerDigest, parseDigest } from '../../pure/ledger/digests.ts';
import { checkGenesis, genesisInFormOf } from '../../pure/public-networks.ts';
import { NodeFault } from '../node-fault.ts';
import { plainWords } from '../plain-words.ts';
import { asAllowed, type Quiet, quietMs } from '../rate-limit.ts';
import { asTls } from '../speaks-tls.ts';
import { faultOf, type NodeStatus, readRefusal } from './grpc-fault.ts';
import { grpcSessions } from './grpc-sessions.ts';

export interface GrpcNodeOptions {
  readonly network: NetworkId;
  /** Without a path. */
  readonly url: string;
  /** The genesis to insist on: its digest in base58, or its first 4 bytes in hex; null: the one that the node gives first. */
  readonly genesis: string | null;
  /** Milliseconds for an answer, and between two messages of a stream. */
  readonly timeoutMs: number;
  /** How it is reached; left out: directly. */
  readonly way?: LineWay | undefined;
}

/** How many times one answer's limit all calls of one reading may take together. */
const READING_TIMES = 12;
/** Nodes split their answers at 4 MiB. */
const MOST_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Messages of one stream: 10 000 checkpoints of a few parts each. */
const MOST_MESSAGES = 100_000;
const PING_MS = 20_000;
const CHAIN_HEADER = 'x-iota-chain-id';

/** What a node says of itself; one node's word. */
export interface ServiceInfo {
  /** In the form of the genesis that is insisted on; the digest where none is. */
  readonly genesis: string;
  /** The whole genesis digest, base58. */
  readonly digest: string;
  readonly epoch: bigint | null;
  /** Number of the newest checkpoint, and its time in milliseconds. */
  readonly newest: bigint;
  readonly newestAt: number;
  /** The oldest checkpoint that the node gives, and the oldest whose objects it gives; null where it does not say. */
  readonly lowest: bigint | null;
  readonly lowestObjects: bigint | null;
  /** Its software, in its own words. */
  readonly server: string;
}

type ToRefusal = (fault: NodeFault | NodeStatus) => Refusal;

/** Whether a stream has all that was wanted of it. `nothing`: the message told nothing that was asked for. */
export type Take<M> = (message: M) => Result<'more' | 'nothing' | 'enough'>;

/** Calls that share one limit of time. */
export interface GrpcCalls {
  /** One question, one answer. */
  ask<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    toRefusal?: ToRefusal,
  ): Promise<Result<MessageShape<O>>>;
  /**
   * Hands each message of a stream to `take` until that has enough, refuses, or the stream ends: what is complete, the caller
   * knows. A stream that tells nothing for the time of one answer is left, whatever it sends meanwhile.
   */
  read<I extends DescMessage, O extends DescMessage>(
    method: DescMethodServerStreaming<I, O>,
    request: MessageInitShape<I>,
    take: Take<MessageShape<O>>,
    toRefusal?: ToRefusal,
  ): Promise<Result<void>>;
}

/**
 * A node by gRPC that is believed nothing: bounded messages, bounded times, no compression, and the right chain wherever the
 * node names one. Nothing is sent before the first call.
 */
export class GrpcNode {
  readonly #options: GrpcNodeOptions;
  readonly #transport: Transport;
  readonly #quiet: Quiet = { until: 0 };
  #expectedChain: string | null;
  #chainChecked = false;
  #told: { readonly nodeAt: number; readonly at: number } | null = null;
  #lowest: bigint | null = null;

  constructor(options: GrpcNodeOptions) {
    this.#options = options;
    this.#expectedChain = options.genesis;
    const open = openSocketBy(options.way ?? DIRECT, options.timeoutMs);
    this.#transport = createGrpcTransport({
      baseUrl: options.url,
      acceptCompression: [],
      readMaxBytes: MOST_MESSAGE_BYTES,
      binaryOptions: { readUnknownFields: false },
      sessionManager: grpcSessions(options.url, open, {
        pingIntervalMs: PING_MS,
        pingTimeoutMs: options.timeoutMs,
      }),
    });
  }

  /** See `Line.nodeTime`. */
  time(): number | null {
    return this.#told && Math.round(this.#told.nodeAt + performance.now() - this.#told.at);
  }

  /** See `Line.lowest`. */
  lowest(): bigint | null {
    return this.#lowest;
  }

  /** See `Line.quietMs`. */
  quietMs(): number {
    return quietMs(this.#quiet);
  }

  /** What the node says of itself now. `node-network-mismatch` if it is on another chain. */
  info(): Promise<Result<ServiceInfo>> {
    return this.#info(this.#total());
  }

  begin(): GrpcCalls {
    const total = this.#total();
    return {
      ask: async (method, request, toRefusal = readRefusal) => {
        const right = await this.#onRightChain(total);
        return right.ok ? this.#ask(total, { method, request, toRefusal }) : right;
      },
      read: async (method, request, take, toRefusal = readRefusal) => {
        const right = await this.#onRightChain(total);
        return right.ok ? this.#read(total, { method, request, toRefusal, take }) : right;
      },
    };
  }

  #total(): AbortSignal {
    return AbortSignal.timeout(this.#options.timeoutMs * READING_TIMES);
  }

  /** Asked before the first call and after each failure to reach the node. */
  async #onRightChain(total: AbortSignal): Promise<Result<void>> {
    if (this.#chainChecked) return ok(undefined);
    const info = await this.#info(total);
    return info.ok ? ok(undefined) : info;
  }

  async #info(total: AbortSignal): Promise<Result<ServiceInfo>> {
    const answer = await this.#ask(total, {
      method: LedgerService.method.getServiceInfo,
      request: { readMask: { paths: ['*'] } },
      toRefusal: readRefusal,
    });
    if (!answer.ok) return answer;
    const { chainId, executedCheckpointHeight, executedCheckpointTimestamp, epoch } = answer.value;
    if (
      chainId?.digest.length !== DIGEST_LENGTH ||
      executedCheckpointHeight === undefined ||
      executedCheckpointTimestamp === undefined
    ) {
      return refuse('node-answer-malformed', 'expected the chain and the newest checkpoint, got neither');
    }
    const genesis = this.#checkChain(chainId.digest);
    if (!genesis.ok) return genesis;
    this.#chainChecked = true;
    this.#lowest = answer.value.lowestAvailableCheckpoint ?? null;
    return ok({
      genesis: genesis.value,
      digest: digestText(chainId.digest),
      epoch: epoch ?? null,
      newest: executedCheckpointHeight,
      newestAt: timestampMs(executedCheckpointTimestamp),
      lowest: this.#lowest,
      lowestObjects: answer.value.lowestAvailableCheckpointObjects ?? null,
      server: plainWords(answer.value.server ?? ''),
    });
  }

  #ask<I extends DescMessage, O extends DescMessage>(
    total: AbortSignal,
    { method, request, toRefusal }: Question<DescMethodUnary<I, O>, I>,
  ): Promise<Result<MessageShape<O>>> {
    return this.#guarded(total, toRefusal, async (signal) => {
      const answer = await this.#transport.unary(method, signal, undefined, undefined, request);
      const right = this.#checkHead(answer.header);
      return right.ok ? ok(answer.message) : right;
    });
  }

  #read<I extends DescMessage, O extends DescMessage>(
    total: AbortSignal,
    {
      method,
      request,
      toRefusal,
      take,
    }: Question<DescMethodServerStreaming<I, O>, I> & { readonly take: Take<MessageShape<O>> },
  ): Promise<Result<void>> {
    return this.#guarded(total, toRefusal, async (signal, alive) => {
      const answer = await this.#transport.stream(method, signal, undefined, undefined, once(request));
      const right = this.#checkHead(answer.header);
      if (!right.ok) return right;
      let messages = 0;
      for await (const message of answer.message) {
        messages += 1;
        const taken = messages > MOST_MESSAGES ? tooMany : take(message);
        if (!taken.ok) return taken;
        if (taken.value === 'enough') break;
        if (taken.value !== 'nothing') alive();
      }
      return ok(undefined);
    });
  }

  /** One exchange with its own limit of time, which `alive` begins again; whatever it leaves open is ended with it. */
  async #guarded<T>(
    total: AbortSignal,
    toRefusal: ToRefusal,
    exchange: (signal: AbortSignal, alive: () => void) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    try {
      return await asAllowed({ quiet: this.#quiet, total }, async () => {
        const end = new AbortController();
        const late = () => end.abort();
        let timer = setTimeout(late, this.#options.timeoutMs);
        const alive = () => {
          clearTimeout(timer);
          timer = setTimeout(late, this.#options.timeoutMs);
        };
        try {
          return await exchange(AbortSignal.any([end.signal, total]), alive);
        } catch (error) {
          if (total.aborted) throw new NodeFault('node-timeout', 'expected all answers in time, got too few');
          if (end.signal.aborted) {
            throw new NodeFault(
              'node-timeout',
              `expected an answer within ${this.#options.timeoutMs} ms, got none`,
            );
          }
          throw await asTls(faultOf(error), this.#options.url);
        } finally {
          clearTimeout(timer);
          // Connect ends no stream that is left before its end.
          end.abort();
        }
      });
    } catch (error) {
      const fault = faultOf(error);
      if (fault instanceof NodeFault) this.#chainChecked = false;
      return toRefusal(fault);
    }
  }

  /** Holds a genesis digest against the expected one; the first one that is told is expected from then on. */
  #checkChain(digest: LedgerDigest): Result<string> {
    const right = checkGenesis(this.#options.network, digestText(digest));
    if (!right.ok) {
      this.#chainChecked = false;
      return right;
    }
    const told = genesisInFormOf(digest, this.#expectedChain);
    if (this.#expectedChain !== null && told !== this.#expectedChain) {
      this.#chainChecked = false;
      return refuse('node-network-mismatch', `expected chain ${this.#expectedChain}, got ${told}`);
    }
    this.#expectedChain = told;
    return ok(told);
  }

  /** Every good answer names the chain that the node is on now: another node may be behind the address by then. */
  #checkHead(header: Headers): Result<void> {
    const at = Date.parse(header.get('date') ?? '');
    if (Number.isSafeInteger(at) && at >= 0) this.#told = { nodeAt: at, at: performance.now() };
    const chain = header.get(CHAIN_HEADER);
    if (chain === null) return ok(undefined);
    const digest = parseDigest(chain);
    if (!digest.ok) return refuse('node-answer-malformed', `${CHAIN_HEADER}: ${digest.message}`);
    const right = this.#checkChain(digest.value);
    return right.ok ? ok(undefined) : right;
  }
}

const tooMany = refuse('node-answer-too-large', `expected at most ${MOST_MESSAGES} messages, got more`);

interface Question<M, I extends DescMessage> {
  readonly method: M;
  readonly request: MessageInitShape<I>;
  readonly toRefusal: ToRefusal;
}

/** Milliseconds of a time of protobuf, which has whole seconds and billionths. */
export const timestampMs = ({ seconds, nanos }: Timestamp): number =>
  Number(seconds) * 1000 + Math.floor(nanos / 1_000_000);

async function* once<T>(request: T): AsyncGenerator<T> {
  yield request;
}
