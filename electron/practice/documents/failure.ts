import type { bcs } from '@iota/iota-sdk/bcs';

type Status = Extract<
  Parameters<typeof bcs.TransactionEffects.serialize>[0]['V1']['status'],
  { Failed?: unknown }
>;
type FailedStatus = NonNullable<Status['Failed']>;

/** Why an execution failed, as `TransactionEffects` has it (official `ExecutionFailureStatus`). */
export interface Failure {
  readonly error: FailedStatus['error'];
  /** The command that failed, from 0; null when no single one did. */
  readonly command: number | null;
}

/** The failure of a transaction that cannot pay for itself. */
export const INSUFFICIENT_GAS: Failure = { error: { InsufficientGas: true }, command: null };

/** The failure in the network's words, as JSON-RPC gives it. */
export function failureWords({ error, command }: Failure): string {
  return command === null ? variantWords(error) : `${variantWords(error)} in command ${command}`;
}

/** Rust's debug form of a variant: its name, or its name with its fields. */
function variantWords(variant: object): string {
  const [entry] = Object.entries(variant).filter(([name]) => name !== '$kind');
  if (!entry) throw new TypeError('expected a variant with a name');
  const [name, body] = entry;
  if (typeof body !== 'object' || body === null) return name;
  const fields = Object.entries(body).map(
    ([field, value]) =>
      `${snakeCase(field)}: ${typeof value === 'object' && value !== null ? variantWords(value) : String(value)}`,
  );
  return `${name} { ${fields.join(', ')} }`;
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
