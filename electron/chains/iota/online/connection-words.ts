/** How the other end, or something on the way, ended a connection. */
export const BROKEN_OFF = 'a connection that was broken off';
const NO_TLS = 'no encrypted connection as it is asked for';
const NO_HTTP = 'an answer that is none of the web';

/** Codes of connections that failed, as Node's sockets, its TLS and its `fetch` (undici) give them, in the words of a screen. */
const words: readonly (readonly [what: string, codes: RegExp])[] = [
  ['no program that answers there', /^ECONNREFUSED$/],
  [
    BROKEN_OFF,
    /^(ECONNRESET|HPE_INVALID_EOF_STATE|ECONNABORTED|ENETRESET|EPIPE|ENOTCONN|ESHUTDOWN|ERR_STREAM_.*|UND_ERR_(SOCKET|CLOSED|DESTROYED|ABORT|ABORTED|RES_CONTENT_LENGTH_MISMATCH|REQ_CONTENT_LENGTH_MISMATCH))$/,
  ],
  ['a name that nothing is found under', /^(ENOTFOUND|EAI_NONAME|EAI_NODATA|ENODATA|ENONAME)$/],
  ['no answer from the service that looks up names', /^(EAI_[A-Z]+|ESERVFAIL|EREFUSED|EBADRESP|ETIMEOUT)$/],
  [
    'no answer in time',
    /^(ETIMEDOUT|ERR_TLS_HANDSHAKE_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/,
  ],
  [
    'no way to it through the network',
    /^(EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAFNOSUPPORT)$/,
  ],
  ['a connection that this computer does not allow', /^(EACCES|EPERM)$/],
  ['a computer that has no connection left to give', /^(EMFILE|ENFILE|ENOBUFS|ENOMEM|EADDRINUSE)$/],
  ['a certificate that is out of date', /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/],
  ['a certificate of another name', /^ERR_TLS_CERT_ALTNAME_INVALID$/],
  [
    'a certificate that this computer does not trust',
    /^(.*SELF_SIGNED_CERT.*|UNABLE_TO_.*|CERT_.*|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|CRL_.*)$/,
  ],
  [NO_TLS, /^(EPROTO|ERR_SSL_.*|ERR_TLS_.*|UND_ERR_PRX_TLS)$/],
  [
    NO_HTTP,
    /^(ERR_NOT_HTTP|HPE_.*|UND_ERR_(HEADERS_OVERFLOW|HTTP_PARSER|RESPONSE|RES_EXCEEDED_MAX_SIZE|INFO))$/,
  ],
];

/** Whether a connection failed because its certificate is not accepted: not trusted, out of date, or of another name. */
export const isOfCertificate = (code: string): boolean => connectionWords(code).startsWith('a certificate ');

/** Whether what answered speaks another protocol: no HTTP where that is asked for, or no TLS, or another version of it. */
export const isOtherProtocol = (code: string): boolean => [NO_TLS, NO_HTTP].includes(connectionWords(code));

/**
 * What a failed connection was like.
 * @param code of the error, such as `UND_ERR_SOCKET`; never free text from elsewhere
 * @returns words that end "expected a node at the address, got ..."; an unknown code stays in them
 */
export function connectionWords(code: string): string {
  return words.find(([, codes]) => codes.test(code))?.[0] ?? `a connection that failed (${code})`;
}
