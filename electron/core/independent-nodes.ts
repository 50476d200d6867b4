import { withoutGrpc } from './node-url.ts';

/**
 * Whether two addresses are of endpoints that may be different operators': of other domains, by the last two parts of their
 * names, or other numbers; on this computer, where tunnels end, of other ports. One host written in two ways is one host.
 * Where names of many owners end alike (`a.co.uk`, `b.co.uk`) it says no although they may be: a yes is what money rests on.
 */
export function areIndependent(a: string, b: string): boolean {
  const [one, other] = [withoutGrpc(a), withoutGrpc(b)];
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const [left, right] = [new URL(one), new URL(other)];
  const [leftOwner, rightOwner] = [ownerOf(left), ownerOf(right)];
  return leftOwner === THIS_COMPUTER && rightOwner === THIS_COMPUTER
    ? left.port !== right.port
    : leftOwner !== rightOwner;
}

/** Of some endpoints, whether no two may be different operators': nobody could contradict the one that is followed. */
export const allOfOneOperator = (urls: readonly string[]): boolean =>
  !urls.some((one, at) => urls.slice(at + 1).some((other) => areIndependent(one, other)));

const THIS_COMPUTER = 'localhost';

/** An IPv4 address inside an IPv6 one, as `URL` writes it. */
const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/;
const isNumber = /^(\[.*\]|[0-9]{1,3}(\.[0-9]{1,3}){3})$/;

/** Who a host is taken to be: IPv4 as itself, this computer by one name, else the domain without the dot of the root. */
function ownerOf({ hostname }: URL): string {
  const name = hostname.toLowerCase().replace(/\.+$/, '');
  const [, high, low] = mapped.exec(name) ?? [];
  const host = high === undefined || low === undefined ? name : dotted(high, low);
  const isHere = host === '[::1]' || host.endsWith('.localhost') || /^127(\.[0-9]{1,3}){3}$/.test(host);
  if (isHere) return THIS_COMPUTER;
  return isNumber.test(host) ? host : host.split('.').slice(-2).join('.');
}

const dotted = (...halves: readonly string[]): string =>
  halves
    .map((half) => Number.parseInt(half, 16))
    .flatMap((half) => [half >> 8, half & 0xff])
    .join('.');
