import { expect, test } from 'vitest';
import { documentationPage, externalLink } from '../../../electron/main/external-link.ts';

test('the page of the Help menu may be opened in the browser', () => {
  expect(documentationPage).toBe('https://docs.iota.org/');
  expect(externalLink(documentationPage)).toBe(documentationPage);
});

test.each([
  ['a query that carries something out', 'https://docs.iota.org/?balance=1000000'],
  ['an empty query', 'https://docs.iota.org/?'],
  ['a fragment that carries something out', 'https://docs.iota.org/#word-code'],
  ['another page of a listed host', 'https://docs.iota.org/search/word-code'],
  ['a path that only becomes the page', 'https://docs.iota.org/x/..'],
  ['a page written another way', 'HTTPS://docs.iota.org/'],
  ['a page without its path', 'https://docs.iota.org'],
  ['white space around a page', ' https://docs.iota.org/\n'],
  ['a text object', new String('https://docs.iota.org/')],
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
