/** An error as JSON-RPC 2.0 carries it. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** The codes that a node answers with (the SDK names the same ones in its `JsonRpcError`). */
export const rpcCodes = {
  parse: -32700,
  tooLarge: -32701,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  internal: -32603,
  callFailed: -32000,
  transactionRefused: -32002,
  noBatches: -32005,
  transient: -32050,
} as const;

/** What a node's inside answers: a value, or the error that goes over the wire as it is. */
export type RpcResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: RpcError };

/** A call that succeeds. */
export const answer = <T>(value: T): RpcResult<T> => ({ ok: true, value });

/** A call that fails, with a JSON-RPC error code. */
export function fail(code: number, message: string, data?: unknown): RpcResult<never> {
  return { ok: false, error: data === undefined ? { code, message } : { code, message, data } };
}

/** Why the ledger does not take a transaction, in the network's own words. */
export type InputError =
  | { readonly kind: 'malformed'; readonly message: string }
  | { readonly kind: 'input'; readonly message: string }
  | { readonly kind: 'signature'; readonly message: string }
  | { readonly kind: 'final'; readonly message: string }
  | { readonly kind: 'locked'; readonly message: string; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'not-modelled'; readonly message: string };

/** A transaction refused for what it names: its objects, its amounts or its form. */
export const inputError = (message: string): InputError => ({ kind: 'input', message });

/**
 * The error of `iota_executeTransactionBlock`: validators' objections arrive in one message, one per line
 * (`QuorumDriverError::to_error_message` of the official node).
 */
export function executionRefusal(error: InputError): RpcResult<never> {
  switch (error.kind) {
    case 'malformed':
      return fail(rpcCodes.invalidParams, error.message);
    case 'signature':
      return fail(rpcCodes.transactionRefused, `Invalid user signature: ${error.message}`);
    case 'final':
      return fail(rpcCodes.transactionRefused, error.message);
    case 'locked':
      return fail(rpcCodes.transactionRefused, error.message, error.data);
    case 'input':
    case 'not-modelled':
      return fail(
        rpcCodes.transactionRefused,
        `Transaction execution failed due to issues with transaction inputs, please review the errors and try again:\n- ${error.message}`,
      );
  }
}

/** The error of `iota_dryRunTransactionBlock`: the objection only. */
export function dryRunRefusal(error: InputError): RpcResult<never> {
  return fail(error.kind === 'malformed' ? rpcCodes.invalidParams : rpcCodes.invalidRequest, error.message);
}
