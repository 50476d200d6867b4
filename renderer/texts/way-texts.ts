/** How the endpoints are reached: a proxy, and certificates of one's own. */
export const wayTexts = {
  title: 'Proxy and certificates',
  reached: 'Reached',
  directly: 'directly',
  by: (proxy: string, login: boolean) =>
    `by the proxy ${proxy}${login ? ', with a name and a password' : ''}`,
  trusted: 'Trusted',
  publicOnes: 'certificates of public authorities',
  these: 'only these certificates, and what they have signed',
  hint: 'This is for the endpoints and the historical store of this treasury alone. Nodes of this computer are always reached directly. No proxy and no certificate is ever taken from the settings of the system.',
  proxyField: 'Address of an HTTP proxy',
  proxyHint: 'http, a host and a port. It is journaled. What goes through it stays encrypted up to the node.',
  name: 'Name for the proxy',
  password: 'Password for the proxy',
  loginHint:
    'Both, or neither. They stay at this station: in no journal, in no backup. The proxy is told them unencrypted.',
  useProxy: 'Use this proxy',
  noProxy: 'Use none',
  choose: 'Choose a file with certificates',
  chosen: 'Certificates in this file',
  compare:
    'Compare each fingerprint with what the operator of your node says, on another way than this file came.',
  alone:
    'From then on they alone are trusted: an endpoint with a certificate of a public authority is trusted no more, unless that authority is in the file too.',
  trust: 'Trust these alone',
  trustPublic: 'Trust public authorities again',
  subject: 'Of',
  issuer: 'Signed by',
  inForce: 'In force',
  span: (from: string, to: string) => `${from} to ${to}`,
  sha256: 'SHA-256',
  changed: 'The way to the endpoints was changed',
} as const;
