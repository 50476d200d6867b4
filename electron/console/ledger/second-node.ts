import type { Checkpoint, LedgerTransaction, Line } from '../../chains/line.ts';
import { withoutGrpc } from '../../core/node-url.ts';
import { ok, type Result, refuse } from '../../core/result.ts';

/**
 * Whether two addresses are of endpoints that may be different operators': other hosts; on this computer, where tunnels end,
 * other ports. One host written in two ways is one host.
 */
export function areIndependent(a: string, b: string): boolean {
  const [one, other] = [withoutGrpc(a), withoutGrpc(b)];
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const [left, right] = [new URL(one), new URL(other)];
  const [leftHost, rightHost] = [hostOf(left), hostOf(right)];
  return leftHost === THIS_COMPUTER && rightHost === THIS_COMPUTER
    ? left.port !== right.port
    : leftHost !== rightHost;
}

const THIS_COMPUTER = 'localhost';

/** An IPv4 address inside an IPv6 one, as `URL` writes it. */
const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/;

/** A host in one form: without the dot of the root, IPv4 as itself, and this computer by one name. */
function hostOf({ hostname }: URL): string {
  const name = hostname.toLowerCase().replace(/\.+$/, '');
  const [, high, low] = mapped.exec(name) ?? [];
  const host = high === undefined || low === undefined ? name : dotted(high, low);
  const isHere = host === '[::1]' || host.endsWith('.localhost') || /^127(\.[0-9]{1,3}){3}$/.test(host);
  return isHere ? THIS_COMPUTER : host;
}

const dotted = (...halves: readonly string[]): string =>
  halves
    .map((half) => Number.parseInt(half, 16))
    .flatMap((half) => [half >> 8, half & 0xff])
    .join('.');

/**
 * How many of these checkpoints, from the first on, another endpoint tells the very same of: digest, place in history, and what
 * each transaction did. The first of `others` that knows the first one decides.
 * @returns 0 where none of them knows it; refuses `nodes-disagree`
 */
export async function agreedOn(
  checkpoints: readonly Checkpoint[],
  others: readonly Line[],
): Promise<Result<number>> {
  const [first] = checkpoints;
  if (!first) return ok(0);
  for (const other of others) {
    const told = await other.checkpoints(first.sequence, Math.min(checkpoints.length, other.most));
    if (!told.ok || told.value.checkpoints.length === 0) continue;
    for (const [index, theirs] of told.value.checkpoints.entries()) {
      const ours = checkpoints[index];
      if (ours === undefined) break;
      if (textOf(ours) !== textOf(theirs)) {
        return refuse(
          'nodes-disagree',
          `checkpoint ${ours.sequence} is of digest ${ours.digest}, by ${other.url} of ${theirs.digest}, or does something else`,
        );
      }
    }
    return ok(Math.min(checkpoints.length, told.value.checkpoints.length));
  }
  return ok(0);
}

/** Everything that is taken in of a checkpoint. Why a transaction failed is each node's own wording. */
const textOf = ({ sequence, digest, previous, timestamp, epoch, transactions }: Checkpoint): string =>
  JSON.stringify([`${sequence}`, digest, previous, timestamp, `${epoch}`, transactions.map(effectsOf)]);

const effectsOf = ({ id, payers, succeeded, timestamp, changes, feePaid }: LedgerTransaction) => [
  id,
  [...payers].sort(),
  succeeded,
  timestamp,
  changes.map(({ owner, units }) => `${owner} ${units}`).sort(),
  `${feePaid}`,
];
