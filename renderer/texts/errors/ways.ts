import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';
import { UNKNOWN_SENT, UNMOVED } from './sentences.ts';

/** Proxies, and certificates that a treasury trusts. */
export const waysErrors = {
  'proxy-unreachable': {
    what: 'The proxy cannot be reached, or makes no way to the node in time.',
    money: UNKNOWN_SENT,
    next: 'Check whether the proxy runs, and its address in Settings. Nothing goes past it; Sallyport tries again by itself.',
  },
  'proxy-login-wanted': {
    what: 'The proxy wants a name and a password, or does not know those that it was told.',
    money: UNKNOWN_SENT,
    next: 'Have a policy admin type them again, in Settings. They lie at this station alone, and in no backup.',
  },
  'proxy-refused': {
    what: 'The proxy makes no way to this node.',
    money: UNKNOWN_SENT,
    next: 'Ask who runs the proxy to allow the address of the node and its port.',
  },
  'proxy-not-http': {
    what: 'What answers at the address of the proxy is no HTTP proxy.',
    money: UNKNOWN_SENT,
    next: 'Check the address and the port of the proxy, in Settings.',
  },
  'proxy-url-malformed': {
    what: 'This is no address of an HTTP proxy.',
    money: UNMOVED,
    next: 'Type http://, a host and a port, such as http://proxy.example.org:3128. A name and a password have fields of their own.',
  },
  'proxy-login-malformed': {
    what: 'This is no name and password for a proxy.',
    money: UNMOVED,
    next: 'Type both, or neither. The name has no colon in it.',
  },
  'authority-malformed': {
    what: 'There is no certificate in this file, or something else beside certificates.',
    money: UNMOVED,
    next: 'Choose a file in the PEM format: it has lines with BEGIN CERTIFICATE and END CERTIFICATE.',
  },
  'authority-private-key': {
    what: 'There is a private key in this file. Nothing of the file was kept.',
    money: UNMOVED,
    next: 'Choose a file with certificates alone. Whoever can read that key can pose as your node: keep it where it belongs.',
  },
  'authority-expired': {
    what: 'A certificate in this file is out of date, or not in force yet.',
    money: UNMOVED,
    next: 'Get one that is in force. If it should be, look at the clock of this computer.',
  },
  'authority-too-large': {
    what: 'The file is larger than certificates are, or has more than eight of them.',
    money: UNMOVED,
    next: 'Choose a file with the certificates of your endpoints alone.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;
