import { type LineRegistry, productLines } from '../chains/lines.ts';
import { type ChainRegistry, productChains } from '../chains/registry.ts';
import { settleWaiting } from '../console/ceremony/settle-ceremony.ts';
import { DropFolder } from '../console/envelopes/drop/drop-folder.ts';
import { FolderWatch } from '../console/envelopes/drop/watch-folder.ts';
import { readFreezes } from '../console/freezes/read-freezes.ts';
import { LedgerFollower } from '../console/ledger/follow-ledger.ts';
import { believeNoted, FactNotes } from '../console/ledger/note-facts.ts';
import { settleNode } from '../console/ledger/settle-node.ts';
import { WaitingBuilds } from '../console/movements/build-waiting.ts';
import { expireApprovals } from '../console/movements/expire-approvals.ts';
import { expireRequests } from '../console/movements/expire-requests.ts';
import { settleStops } from '../console/movements/stop.ts';
import type { Callers } from '../console/officers/callers.ts';
import { believedSkips } from '../console/skips/believed-skips.ts';
import type { LinePart, Station } from '../console/station.ts';
import { type LockedBy, lockStation } from '../console/treasury/lock-station.ts';
import { settleName } from '../console/treasury/settle-name.ts';
import { settlePolicies } from '../console/treasury/settle-policies.ts';
import { handOverToOpenVaults } from '../console/vaults/hand-over-closings.ts';
import { ok, Refused, type Result } from '../core/result.ts';
import { threadedLines } from '../line-thread/threaded-lines.ts';
import { inEveryCase, once, settleOrClose } from './begin-and-end.ts';
import { DeskNode } from './desk-node.ts';
import { followEndpoints } from './follow-endpoints.ts';
import { followInTurn } from './follow-in-turn.ts';
import { type OpenedStation, openStation } from './open-station.ts';
import type { StationEffects } from './station-effects.ts';

const NODE_TIMEOUT_MS = 10_000;
const FOLLOW_MS = 500;
/**
 * The file is read whole once more this long after the opening: damage that came since is met by no reading as long as all that is
 * shown is in memory.
 */
const CHECK_BOOKS_MS = 60_000;

/** A station with a network and people: all its parts, who calls it, and its end. */
export interface Desk extends Station {
  readonly line: LinePart;
  readonly callers: Callers;
  /** The folder in which envelopes are left and found. */
  readonly drop: DropFolder;
  /** Looks at that folder now. */
  lookAtFolder(): Promise<void>;
  /** Reads the books whole for damage, beside the work. */
  checkBooks(): Promise<Result<void>>;
  /** Locks every vault and signs every officer of every caller out. Left out: whoever locks has not said their name. */
  lock(by?: LockedBy): Promise<Result<void>>;
  /** Stops following, ends every signer process and the embedded node, closes the books; a second call waits. */
  close(): Promise<void>;
}

export interface DeskOptions {
  /** Milliseconds for one call of the node. */
  readonly nodeTimeoutMs?: number;
  /** The chains that are known; those of the product where left out. */
  readonly chains?: ChainRegistry;
  readonly lines?: LineRegistry;
  /** See `OpenParts`. */
  readonly asNewStation?: boolean;
}

/**
 * Puts a desk together: opens the treasury's folder, starts the embedded practice node where it has one, and follows the
 * ledger from where it stopped.
 * @returns refuses as `openStation` does, `file-not-written` (a signed ceremony cannot be carried out), and what keeps
 * the embedded node from starting
 */
export async function openDesk(
  folder: string,
  effects: StationEffects,
  {
    nodeTimeoutMs = NODE_TIMEOUT_MS,
    chains = productChains,
    lines = threadedLines(effects.spawnLines, productLines),
    asNewStation = false,
  }: DeskOptions = {},
): Promise<Result<Desk>> {
  const opened = await openStation(folder, effects, {
    chains,
    spawnBooks: effects.spawnBooks,
    asNewStation,
  });
  if (!opened.ok) return opened;
  const station = opened.value;
  try {
    const inForce = await settlePolicies(station);
    const named = inForce.ok ? await settleName(station) : inForce;
    const noted = named.ok ? await believeNoted(station) : named;
    if (!noted.ok) {
      await station.books.close();
      return noted;
    }
    const { chain, books, attested, recorder, treasury } = station;
    const settledNode = await settleNode(station);
    const connected = settledNode.ok
      ? await DeskNode.connect({
          treasury,
          effects,
          lines,
          timeoutMs: nodeTimeoutMs,
          mustProve: () => books.cursor.proof().then((kept) => (kept ?? null) !== null),
        })
      : settledNode;
    if (!connected.ok) {
      await station.books.close();
      return connected;
    }
    const node = connected.value;
    const { line } = node;
    const { genesis } = treasury.network;
    const notes = new FactNotes(station, noted.value);
    const parts = {
      ...{ line, chain, books, attested, recorder, effects, genesis, hold: station.hold, notes },
      policy: station.policy,
      check: station.check,
      unproven: () => station.policy.present().unproven,
      others: () => node.others(),
      skips: () => believedSkips(station),
      freezes: () => readFreezes(station),
    };
    const follower = await LedgerFollower.create(parts).catch(async (error) => {
      await node.stop();
      throw error;
    });
    const desk = assemble(station, { node, follower, notes });
    const settled = await settleOrClose(desk, desk.close);
    return settled.ok ? ok(desk) : settled;
  } catch (error) {
    await station.books.close(); // whatever it is, the folder must not stay in use
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

function assemble(
  station: OpenedStation,
  {
    node,
    follower,
    notes,
  }: {
    readonly node: DeskNode;
    readonly follower: LedgerFollower;
    readonly notes: FactNotes;
  },
): Desk {
  const { books, effects, callers } = station;
  let expiring: Promise<void> | null = null;
  let building: Promise<void> | null = null;
  let handing: Promise<void> | null = null;
  const handedAt = new Map<string, number>();
  const following = followInTurn(followEndpoints(follower, node), {
    now: effects.now,
    waits: () => effects.notify(['app']),
  });
  node.onBack(() => void following.now());
  node.onMoved(() => follower.changed());
  const stopFollowing = effects.every(FOLLOW_MS, () => {
    // Both tell their problems themselves; what they could not tell must not end the process.
    following.tick();
    expiring ??= expireApprovals(desk)
      .then(() => expireRequests(desk))
      .then(() => settleStops(desk))
      .then(() => settleWaiting(desk))
      .catch(() => {})
      .finally(() => {
        expiring = null;
      });
    const { proof } = follower.view();
    if (proof) {
      handing ??= handOverToOpenVaults(desk, proof.epoch, handedAt)
        .catch(() => {})
        .finally(() => {
          handing = null;
        });
    }
    // A round of its own: what keeps either of them busy, or fails, does not keep the other.
    building ??= waiting
      .look()
      .catch(() => {})
      .finally(() => {
        building = null;
      });
  });
  const stopChecking = effects.every(CHECK_BOOKS_MS, () => {
    stopChecking();
    station.checkBooks().catch(() => {});
  });
  const drop = new DropFolder(station);
  const watched = new FolderWatch(drop, effects);
  const desk: Desk = {
    ...station,
    drop,
    lookAtFolder: () => watched.now(),
    line: {
      line: node.line,
      view: () => ({
        ...follower.view(),
        ...node.view(),
        nextTryAt: node.nextTryAt() ?? following.nextTryAt(),
      }),
      kept: () => follower.kept(),
      async isOfPresentEpoch() {
        if (await follower.isOfPresentEpoch()) return true;
        await following.now(); // what waited may be taken in by now
        return follower.isOfPresentEpoch();
      },
      noteFacts: () => notes.note(true),
      follow: () => following.now(),
      async tryNow() {
        node.tryNow();
        await following.now();
      },
      practiceUrl: () => node.practiceUrl(),
      fetch: (url, init) => node.fetch(url, init),
      to: (url) => node.to(url),
      async adoptNode() {
        const adopted = await node.adopt();
        if (!adopted.ok) return adopted;
        follower.changed();
        following.now().catch(() => {});
        return adopted;
      },
    },
    lock: (by = { rule: 'lock-unnamed' }) => lockStation(desk, callers, by),
    close: once(async () => {
      stopFollowing();
      following.stop();
      stopChecking();
      await inEveryCase(
        () => desk.lock({ rule: 'lock-closing' }),
        () => follower.stop(),
        () => expiring,
        () => building,
        () => handing,
        () => watched.stop(),
        () => notes.note(true),
        () => node.stop(),
        () => books.close(),
      );
    }),
  };
  const waiting = new WaitingBuilds(desk);
  return desk;
}
