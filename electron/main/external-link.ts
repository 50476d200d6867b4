/** Hosts of IOTA's own documentation and explorers. A new one is a decision, not a setting. */
const externalHosts: readonly string[] = [
  'iota.org',
  'www.iota.org',
  'docs.iota.org',
  'explorer.iota.org',
  'explorer.rebased.iota.org',
];

/**
 * A link that may leave for the system's browser, or null: `https`, a listed host, the standard port, and nothing
 * that a person would not see in it.
 */
export function externalLink(candidate: unknown): string | null {
  if (typeof candidate !== 'string' || candidate.length > 2000) return null;
  const url = URL.parse(candidate);
  if (url === null || url.protocol !== 'https:') return null;
  if (url.username !== '' || url.password !== '' || url.port !== '') return null;
  return externalHosts.includes(url.hostname) ? url.href : null;
}
