import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its key, made for one test: X.509 (RFC 5280) by hand, signed with ECDSA over P-256. */
export interface TestCertificate {
  readonly name: string;
  readonly cert: string;
  readonly key: string;
  /** DER, base64: as a treasury keeps it. */
  readonly base64: string;
  readonly sha256: string;
}

interface Wanted {
  readonly name?: string;
  /** Names and addresses that it is of; none: an authority. */
  readonly hosts?: readonly string[];
  /** Who signs it; left out: itself. */
  readonly by?: TestCertificate;
  readonly from?: number;
  readonly to?: number;
}

const DAY = 86_400_000;
const [BOOLEAN, INTEGER, BITS, OCTETS, UTF8, TIME, SEQUENCE, SET] = [1, 2, 3, 4, 12, 24, 48, 49];
const ECDSA_SHA256 = '06082a8648ce3d040302';

export function certificate({
  name = 'A test authority',
  hosts = [],
  by,
  from = Date.now() - DAY,
  to = Date.now() + 30 * DAY,
}: Wanted = {}): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const algorithm = der(SEQUENCE, Buffer.from(ECDSA_SHA256, 'hex'));
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.of(2))),
    der(INTEGER, Buffer.of(1 + Math.floor(Math.random() * 100))),
    algorithm,
    nameOf(by?.name ?? name),
    der(SEQUENCE, timeOf(from), timeOf(to)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, hosts.length === 0 ? AUTHORITY : ofHosts(hosts))),
  );
  const signature = sign('sha256', body, by?.key ?? (privateKey as KeyObject));
  const raw = der(SEQUENCE, body, algorithm, der(BITS, Buffer.of(0), signature));
  const read = new X509Certificate(raw);
  return {
    name,
    cert: read.toString(),
    key,
    base64: raw.toString('base64'),
    sha256: read.fingerprint256,
  };
}

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
}

/** One name of one part: the common name (2.5.4.3). */
const nameOf = (text: string): Buffer =>
  der(SEQUENCE, der(SET, der(SEQUENCE, Buffer.from('0603550403', 'hex'), der(UTF8, Buffer.from(text)))));

const timeOf = (at: number): Buffer =>
  der(TIME, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')}`));

const extension = (oid: string, critical: boolean, value: Buffer): Buffer =>
  der(
    SEQUENCE,
    Buffer.from(`0603${oid}`, 'hex'),
    ...(critical ? [der(BOOLEAN, Buffer.of(0xff))] : []),
    der(OCTETS, value),
  );

/** Basic constraints (2.5.29.19): it may sign others. */
const AUTHORITY = extension('551d13', true, der(SEQUENCE, der(BOOLEAN, Buffer.of(0xff))));

/** Subject alternative names (2.5.29.17). */
const ofHosts = (hosts: readonly string[]): Buffer =>
  extension(
    '551d11',
    false,
    der(
      SEQUENCE,
      ...hosts.map((host) =>
        isIP(host) === 4 ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
      ),
    ),
  );
