/** What the setup before all tests found on this machine. */
export type Prepared =
  | { readonly ok: true; readonly executable: string; readonly kind: 'official' | 'evaluation' }
  | { readonly ok: false; readonly reason: string };

const variable = 'SALLYPORT_E2E_PREPARED';

/** Workers inherit the environment of the setup, and nothing else. */
export function tellWorkers(prepared: Prepared): void {
  process.env[variable] = JSON.stringify(prepared);
}

export function readPrepared(): Prepared {
  const text = process.env[variable];
  if (text === undefined) return { ok: false, reason: 'the setup of the end-to-end tests did not run' };
  return JSON.parse(text) as Prepared;
}
