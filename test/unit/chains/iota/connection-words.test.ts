import { describe, expect, it } from 'vitest';
import { connectionWords } from '../../../../electron/chains/iota/online/connection-words.ts';

/** As Node 24 has them: its system's codes of connections and names, OpenSSL's of certificates, undici's and its parser's. */
const codes = [
  'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ENOTFOUND EAI_AGAIN EAI_FAIL EAI_NODATA EAI_NONAME ESERVFAIL ETIMEDOUT',
  'EHOSTUNREACH EHOSTDOWN ENETUNREACH ENETDOWN ENETRESET EADDRNOTAVAIL EACCES EPERM EMFILE ENFILE ENOBUFS EPROTO',
  'CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_REVOKED CERT_UNTRUSTED CERT_REJECTED DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY HOSTNAME_MISMATCH',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE ERR_TLS_CERT_ALTNAME_INVALID ERR_SSL_WRONG_VERSION_NUMBER ERR_TLS_HANDSHAKE_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT UND_ERR_HEADERS_OVERFLOW UND_ERR_SOCKET',
  'UND_ERR_CLOSED UND_ERR_DESTROYED UND_ERR_ABORT UND_ERR_ABORTED UND_ERR_INFO UND_ERR_RESPONSE UND_ERR_HTTP_PARSER',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH UND_ERR_REQ_CONTENT_LENGTH_MISMATCH UND_ERR_RES_EXCEEDED_MAX_SIZE',
  'UND_ERR_PRX_TLS HPE_INVALID_CONSTANT HPE_HEADER_OVERFLOW',
].flatMap((line) => line.split(' '));

describe('a connection that fails, on the strip above every screen', () => {
  it.each(codes)('%s is told in words alone', (code) => {
    expect(connectionWords(code)).toMatch(/^(a|an|no) [a-z ]+$/);
  });

  it('a code that nobody knows stays, for whoever is asked', () => {
    expect(connectionWords('ENEW')).toBe('a connection that failed (ENEW)');
  });
});
