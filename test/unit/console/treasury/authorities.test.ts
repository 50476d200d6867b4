import { describe, expect, it } from 'vitest';
import { certificateView, readAuthorities } from '../../../../electron/console/treasury/authorities.ts';
import { fingerprintOf } from '../../../../electron/core/way.ts';
import { codeOf, must } from '../../../support/treasury-steps.ts';
import { certificate } from '../../../support/way/certificates.ts';

const DAY = 86_400_000;
const now = Date.now();
const [one, two] = [certificate({ name: 'One' }), certificate({ name: 'Two' })];

describe('a file with certificates', () => {
  it('has several of them, with words between them, each once', () => {
    const pem = `subject=CN=One\n${one.cert}\r\n${two.cert.replaceAll('\n', '\r\n')}${one.cert}`;
    const read = must(readAuthorities(pem, now));
    expect(read.map(({ base64 }) => base64)).toEqual([one.base64, two.base64]);
    expect(read.map(({ view }) => [view.subject, view.sha256])).toEqual([
      ['CN=One', one.sha256],
      ['CN=Two', two.sha256],
    ]);
    expect(read.map(({ base64 }) => fingerprintOf(base64))).toEqual([one.sha256, two.sha256]);
  });

  it.each([
    ['empty', '', 'authority-malformed'],
    ['of another kind', '{"certificate":1}', 'authority-malformed'],
    ['with a certificate that is cut off', one.cert.slice(0, 200), 'authority-malformed'],
    [
      'with a certificate whose bytes are none',
      '-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n',
      'authority-malformed',
    ],
    [
      'with a public key beside a certificate',
      `${one.cert}-----BEGIN PUBLIC KEY-----\nAAEC\n-----END PUBLIC KEY-----\n`,
      'authority-malformed',
    ],
    ['with a private key', `${one.cert}${one.key}`, 'authority-private-key'],
    [
      'with a private key of another form before it',
      `-----BEGIN RSA PRIVATE KEY-----\nAAEC\n-----END RSA PRIVATE KEY-----\n${one.cert}`,
      'authority-private-key',
    ],
    ['with one that is out of date', one.cert + certificate({ to: now - 1000 }).cert, 'authority-expired'],
    ['with one that is not in force yet', certificate({ from: now + DAY }).cert, 'authority-expired'],
    ['of a hundred thousand characters', one.cert + ' '.repeat(100_000), 'authority-too-large'],
    [
      'with nine certificates',
      Array.from({ length: 9 }, () => certificate().cert).join(''),
      'authority-too-large',
    ],
  ])('%s is refused', (_, pem, code) => expect(codeOf(readAuthorities(pem, now))).toBe(code));

  it('whose maker wrote signs that nobody sees into a name is shown without them', () => {
    const named = certificate({ name: 'Bank\u202egnp\u0007' });
    expect(certificateView(named.base64)?.subject).not.toMatch(/\p{C}/u);
  });
});
