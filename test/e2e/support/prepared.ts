/** What the setup before all tests found on this machine. */
export type Prepared =
  | {
      readonly ok: true;
      readonly executable: string;
      readonly kind: 'official' | 'evaluation';
      /** One for each worker, since two windows on one screen take the focus from each other; none where the machine has its own. */
      readonly screens: readonly string[];
    }
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

/** The variable of the environment that names this worker's screen; none where it is the machine's own. */
export function screenOf(screens: readonly string[]): { readonly DISPLAY?: string } {
  const own = screens[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) % screens.length];
  return own === undefined ? {} : { DISPLAY: own };
}
