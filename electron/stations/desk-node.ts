import type { Line } from '../chains/line.ts';
import type { LineRegistry } from '../chains/lines.ts';
import { readProxyLogin } from '../console/ledger/proxy-login.ts';
import type { TreasuryPart } from '../console/station.ts';
import { certificateView } from '../console/treasury/authorities.ts';
import { endpointsOf, historyOf, ownNodeOf, wayOf } from '../console/treasury/node-place.ts';
import { checkEvaluation } from '../console/treasury/opening-checks.ts';
import { treasuryPaths } from '../console/treasury/treasury-folder.ts';
import type { NodeView } from '../contract/node.ts';
import { ok, type Result } from '../core/result.ts';
import { fetchByWay } from '../way/fetch-by-way.ts';
import type { Fetch, LineWay } from '../way/line-way.ts';
import { type ChangingLine, changingLine } from './changing-line.ts';
import { startTreasuryNode, type TreasuryNode } from './embedded-node.ts';
import { Endpoints } from './endpoints.ts';
import type { StationEffects } from './station-effects.ts';

export interface DeskNodeParts {
  readonly treasury: Pick<TreasuryPart, 'folder' | 'network' | 'file'>;
  readonly effects: Pick<
    StationEffects,
    'startPracticeNode' | 'notify' | 'now' | 'practiceOnly' | 'keychain'
  >;
  /** Whether the ledger was proven so far: it is followed on no node's word then. */
  readonly mustProve: () => Promise<boolean>;
  readonly lines: LineRegistry;
  /** Milliseconds for one call of the node. */
  readonly timeoutMs: number;
}

/** The node of one desk, which is our own or at an address, the line to it, and how both are changed. */
export class DeskNode {
  readonly #parts: DeskNodeParts;
  readonly #line: ChangingLine;
  #node: TreasuryNode;
  #endpoints: Endpoints;
  #way: LineWay;
  #onBack = () => {};
  #onMoved = () => {};
  #goingBack: Promise<void> | null = null;
  #adopting: Promise<Result<void>> = Promise.resolve(ok(undefined));
  #ended = false;

  private constructor(parts: DeskNodeParts, node: TreasuryNode, { endpoints, line, way }: Connected) {
    this.#parts = parts;
    this.#node = node;
    this.#endpoints = endpoints;
    this.#way = way;
    this.#line = changingLine(line);
  }

  /** Starts the embedded node where the treasury has one, and makes the line. Refuses what keeps it from starting. */
  static async connect(parts: DeskNodeParts): Promise<Result<DeskNode>> {
    let back = () => {};
    const started = await start(parts, () => back());
    if (!started.ok) return started;
    const line = await connectFirst(parts, started.value);
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

  view(): Pick<NodeView, 'kind' | 'hasOwn' | 'stopped' | 'endpoints' | 'history' | 'way'> {
    const { kind } = this.#node;
    const history = historyOf(this.#parts.treasury.file().node);
    const hasOwn = ownNodeOf(this.#parts.treasury.file().node) !== undefined;
    const endpoints = [...this.#endpoints.view()];
    const { proxy, login, authorities } = wayOf(this.#parts.treasury.file());
    const certificates = authorities.flatMap((each) => certificateView(each) ?? []);
    const stopped = this.#node.stopped()?.problem ?? null;
    return { kind, hasOwn, history, way: { proxy, login, certificates }, endpoints, stopped };
  }

  /** See `LinePart.practiceUrl`. */
  practiceUrl(): string | null {
    return this.#node.practiceUrl;
  }

  /** See `LinePart.fetch`. */
  fetch(...[url, init]: Parameters<Fetch>): ReturnType<Fetch> {
    return fetchByWay(this.#way, this.#parts.timeoutMs)(url, init);
  }

  /** When the own node is started again by itself. */
  nextTryAt(): number | null {
    return this.#node.stopped()?.nextTryAt ?? null;
  }

  /** Calls `listener` whenever an own node that had died is there again. */
  onBack(listener: () => void): void {
    this.#onBack = listener;
  }

  /** Calls `listener` whenever an endpoint is followed again that comes before the one that was. */
  onMoved(listener: () => void): void {
    this.#onMoved = listener;
  }

  tryNow(): void {
    this.#node.tryNow();
  }

  /** How many endpoints there are to go through. */
  endpoints(): number {
    return this.#endpoints.view().length;
  }

  /** Lines to other endpoints that may be other operators'. */
  others(): readonly Line[] {
    return this.#endpoints.others();
  }

  /** Told how a look at the ledger ended. @returns whether the next endpoint is followed from now on, since this one failed */
  async looked(problem: NodeView['problem']): Promise<boolean> {
    const endpoints = this.#endpoints;
    if (this.#ended || endpoints.isAlone) return false;
    if (problem === null) endpoints.well();
    const mustProve = await this.#parts.mustProve();
    if (problem !== null && endpoints.failed(problem, mustProve)) return this.#move(endpoints);
    this.#goingBack ??= endpoints
      .goBack(mustProve)
      .then((isBack) => {
        if (isBack && this.#move(endpoints)) this.#onMoved();
      })
      .then(() => endpoints.askReserve())
      .catch(() => {}) // an endpoint that cannot be asked is not gone back to
      .finally(() => {
        this.#goingBack = null;
      });
    return false;
  }

  #move(endpoints: Endpoints): boolean {
    const line = endpoints.present();
    if (!line.ok || endpoints !== this.#endpoints || this.#ended) return false;
    this.#line.change(line.value);
    return true;
  }

  /** See `LinePart.to`. */
  to(url: string): Result<Line> {
    return connect(this.#parts, url, this.#way);
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
    const line = await connectFirst(this.#parts, started.value);
    if (!line.ok) {
      await started.value.stop();
      return line;
    }
    this.#node = started.value;
    this.#endpoints = line.value.endpoints;
    this.#way = line.value.way;
    this.#line.change(line.value.line);
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

interface Connected {
  readonly endpoints: Endpoints;
  readonly line: Line;
  readonly way: LineWay;
}

async function connectFirst(parts: DeskNodeParts, node: TreasuryNode): Promise<Result<Connected>> {
  const order = endpointsOf(parts.treasury.file().node) ?? [node.url];
  const { now } = parts.effects;
  const way = await readWay(parts);
  const endpoints = new Endpoints(order, {
    now,
    random: Math.random,
    connect: (url) => connect(parts, url, way),
  });
  const line = endpoints.present();
  return line.ok ? ok({ endpoints, line: line.value, way }) : line;
}

/** The treasury's way, with what this station keeps for the proxy. */
async function readWay({ treasury, effects }: DeskNodeParts): Promise<LineWay> {
  const { proxy: url, login, authorities } = wayOf(treasury.file());
  if (url === null) return { proxy: null, authorities };
  const kept = { file: treasuryPaths(treasury.folder).proxyLogin, keychain: effects.keychain };
  return { proxy: { url, login: login ? await readProxyLogin(kept, url) : null }, authorities };
}

const connect = (
  { treasury, effects, lines, timeoutMs }: DeskNodeParts,
  url: string,
  way: LineWay,
): Result<Line> => {
  const { id: network, genesis } = treasury.network;
  const may = effects.practiceOnly
    ? checkEvaluation(network, way.proxy === null ? [url] : [url, way.proxy.url])
    : ok(undefined);
  if (!may.ok) return may;
  const trustRoot = treasury.file().policies.at(-1)?.policy.trustRoot ?? null;
  const history = historyOf(treasury.file().node);
  const fetch = fetchByWay(way, timeoutMs);
  return lines.connect({ network, url, genesis, trustRoot, history, timeoutMs, fetch, way });
};
