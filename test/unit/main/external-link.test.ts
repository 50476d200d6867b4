import { expect, test } from 'vitest';
import { externalLink } from '../../../electron/main/external-link.ts';

test.each([
  'https://docs.iota.org/',
  'https://docs.iota.org/developer/iota-101?x=1#top',
  'https://explorer.iota.org/txblock/8nDZ?network=testnet',
  'https://iota.org/',
])('%s may be opened in the browser', (link) => {
  expect(externalLink(link)).toBe(link);
});

test.each([
  ['plain http', 'http://docs.iota.org/'],
  ['another host', 'https://example.org/'],
  ['a listed host as a subdomain of another', 'https://docs.iota.org.evil.example/'],
  ['a listed host as the user part', 'https://docs.iota.org@evil.example/'],
  ['a user part', 'https://me:secret@docs.iota.org/'],
  ['a port', 'https://docs.iota.org:8443/'],
  ['a subdomain that is not listed', 'https://evil.docs.iota.org/'],
  ['a look-alike host', 'https://dоcs.iota.org/'],
  ['a trailing dot', 'https://docs.iota.org./'],
  ['a file', 'file:///etc/passwd'],
  ['a script', 'javascript:alert(1)'],
  ['data', 'data:text/html,<script>1</script>'],
  ['the console itself', 'app://sallyport/index.html'],
  ['a mail', 'mailto:a@iota.org'],
  ['a Windows share', '\\\\evil\\share'],
  ['a scheme of the system', 'ms-msdt:/id'],
  ['a very long link', `https://docs.iota.org/${'a'.repeat(3000)}`],
  ['no text', { href: 'https://docs.iota.org/' }],
  ['nothing', undefined],
])('%s is never handed to the system', (_name, candidate) => {
  expect(externalLink(candidate)).toBeNull();
});
