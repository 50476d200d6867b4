export type ProxyFaultCode = 'proxy-unreachable' | 'proxy-login-wanted' | 'proxy-refused' | 'proxy-not-http';

/** Why a proxy made no way to an endpoint. The endpoint was sent nothing. */
export class ProxyFault extends Error {
  override readonly name = 'ProxyFault';
  readonly fault: ProxyFaultCode;

  constructor(fault: ProxyFaultCode, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** The proxy's fault that an error was caused by; null for none. */
export function proxyFaultIn(error: unknown): ProxyFault | null {
  let cause: unknown = error;
  for (let depth = 0; depth < 4 && cause instanceof Error; depth++) {
    if (cause instanceof ProxyFault) return cause;
    cause = cause.cause;
  }
  return null;
}
