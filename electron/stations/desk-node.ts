import type { Line } from '../chains/line.ts';
import type { LineRegistry } from '../chains/lines.ts';
import { ownNodeOf } from '../console/ledger/change-node.ts';
import type { TreasuryPart } from '../console/station.ts';
import { treasuryPaths } from '../console/treasury/treasury-folder.ts';
import type { NodeView } from '../contract/node.ts';
import { ok, type Result } from '../core/result.ts';
import { type ChangingLine, changingLine } from './changing-line.ts';
import { startTreasuryNode, type TreasuryNode } from './embedded-node.ts';
import type { StationEffects } from './station-effects.ts';

export interface DeskNodeParts {
  readonly treasury: Pick<TreasuryPart, 'folder' | 'network' | 'file'>;
  readonly effects: Pick<StationEffects, 'startPracticeNode' | 'notify' | 'now'>;
  readonly lines: LineRegistry;
  /** Milliseconds for one call of the node. */
  readonly timeoutMs: number;
}

/** The node of one desk, which is our own or at an address, the line to it, and how both are changed. */
export class DeskNode {
  readonly #parts: DeskNodeParts;
  readonly #line: ChangingLine;
  #node: TreasuryNode;
  #onBack = () => {};
  #adopting: Promise<Result<void>> = Promise.resolve(ok(undefined));
  #ended = false;

  private constructor(parts: DeskNodeParts, node: TreasuryNode, line: Line) {
    this.#parts = parts;
    this.#node = node;
    this.#line = changingLine(line);
  }

  /** Starts the embedded node where the treasury has one, and makes the line. Refuses what keeps it from starting. */
  static async connect(parts: DeskNodeParts): Promise<Result<DeskNode>> {
    let back = () => {};
    const started = await start(parts, () => back());
    if (!started.ok) return started;
    const line = connect(parts, started.value.url, parts.treasury.network.genesis);
    if (line.ok) {
      const node = new DeskNode(parts, started.value, line.value);
      back = () => node.#onBack();
      return ok(node);
    }
    await started.value.stop();
    return line;
  }

  get line(): Line {
    return this.#line.line;
  }

  view(): Pick<NodeView, 'kind' | 'hasOwn' | 'stopped'> {
    const { kind } = this.#node;
    const hasOwn = ownNodeOf(this.#parts.treasury.file().node) !== undefined;
    return { kind, hasOwn, stopped: this.#node.stopped()?.problem ?? null };
  }

  /** When the own node is started again by itself. */
  nextTryAt(): number | null {
    return this.#node.stopped()?.nextTryAt ?? null;
  }

  /** Calls `listener` whenever an own node that had died is there again. */
  onBack(listener: () => void): void {
    this.#onBack = listener;
  }

  tryNow(): void {
    this.#node.tryNow();
  }

  /** See `LinePart.to`. */
  to(url: string): Result<Line> {
    return connect(this.#parts, url, null);
  }

  /** Goes on with the node that `treasury.json` names now; one change after the other. */
  adopt(): Promise<Result<void>> {
    this.#adopting = this.#adopting.then(() => this.#adopt());
    return this.#adopting;
  }

  async stop(): Promise<void> {
    this.#ended = true;
    await this.#adopting;
    await this.#node.stop();
  }

  async #adopt(): Promise<Result<void>> {
    if (this.#ended) return ok(undefined);
    const before = this.#node;
    const started = await start(this.#parts, () => this.#onBack());
    if (!started.ok) return started;
    const line = connect(this.#parts, started.value.url, this.#parts.treasury.network.genesis);
    if (!line.ok) {
      await started.value.stop();
      return line;
    }
    this.#node = started.value;
    this.#line.change(line.value);
    await before.stop();
    return ok(undefined);
  }
}

function start({ treasury, effects }: DeskNodeParts, back: () => void): Promise<Result<TreasuryNode>> {
  const { startPracticeNode, notify, now } = effects;
  const events = { now, back, stopped: () => notify(['app']) };
  return startTreasuryNode(treasury.file(), treasuryPaths(treasury.folder).practiceNode, {
    startPracticeNode,
    events,
  });
}

const connect = (
  { treasury, lines, timeoutMs }: DeskNodeParts,
  url: string,
  genesis: string | null,
): Result<Line> => lines.connect({ network: treasury.network.id, url, genesis, timeoutMs, fetch });
