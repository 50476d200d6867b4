import { X509Certificate } from 'node:crypto';
import type { CertificateView } from '../../contract/node.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { MOST_AUTHORITIES } from '../../core/way.ts';

/** Characters of a file with certificates. */
const MOST_CHARACTERS = 64 * 1024;
/** Bytes of one certificate. */
const MOST_BYTES = 8 * 1024;
const MOST_NAME = 300;

/** A certificate as a treasury keeps it, and as a screen shows it. */
export interface Authority {
  /** DER, base64. */
  readonly base64: string;
  readonly view: CertificateView;
}

/**
 * Reads the certificates of a PEM file (RFC 7468); words between them are passed over, and one that is there twice counts once.
 * @param now milliseconds since the epoch
 * @returns refuses `authority-too-large`, `authority-private-key` wherever in the file it is, `authority-malformed` for none and
 * for anything else, and `authority-expired` for one that is not in force now
 */
export function readAuthorities(pem: string, now: number): Result<readonly Authority[]> {
  if (pem.length > MOST_CHARACTERS) return tooLarge(`${MOST_CHARACTERS} characters`);
  if (/-----BEGIN [^-]*PRIVATE KEY/.test(pem)) {
    return refuse('authority-private-key', 'expected certificates alone, got a private key beside them');
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const begun = pem.match(/-----BEGIN/g)?.length ?? 0;
  if (blocks.length === 0 || begun !== blocks.length) {
    return refuse(
      'authority-malformed',
      `expected certificates in PEM, got ${blocks.length} of ${begun} parts`,
    );
  }
  const found = new Map<string, Authority>();
  for (const block of blocks) {
    const read = authorityOf(block);
    if (read === null) return refuse('authority-malformed', 'expected a certificate, got other bytes');
    if (Buffer.from(read.base64, 'base64').length > MOST_BYTES) return tooLarge(`${MOST_BYTES} bytes each`);
    const { subject, from, to } = read.view;
    if (now < from || now > to) {
      return refuse(
        'authority-expired',
        `${subject} is in force from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`,
      );
    }
    found.set(read.view.sha256, read);
  }
  return found.size > MOST_AUTHORITIES
    ? tooLarge(`${MOST_AUTHORITIES} certificates`)
    : ok([...found.values()]);
}

const tooLarge = (most: string) => refuse('authority-too-large', `expected at most ${most}, got more`);

/**
 * A certificate as it is shown; null for bytes that are none.
 * @param base64 DER
 */
export const certificateView = (base64: string): CertificateView | null =>
  authorityOf(Buffer.from(base64, 'base64'))?.view ?? null;

function authorityOf(bytes: string | Uint8Array): Authority | null {
  try {
    const read = new X509Certificate(bytes);
    return {
      base64: read.raw.toString('base64'),
      view: {
        subject: nameOf(read.subject),
        issuer: nameOf(read.issuer),
        from: read.validFromDate.getTime(),
        to: read.validToDate.getTime(),
        sha256: read.fingerprint256,
      },
    };
  } catch {
    return null;
  }
}

/** A name out of a certificate: whoever made that wrote it, so it has no signs that nobody sees. */
const nameOf = (text: string | undefined): string =>
  (text ?? '').replaceAll('\n', ', ').replace(/\p{C}/gu, '').slice(0, MOST_NAME);
