import * as v from 'valibot';
import { errorCodes } from '../core/error-code.ts';
import type { Result } from '../core/result.ts';
import { accountVerbs } from './accounts.ts';
import { addressBookVerbs } from './address-book.ts';
import { appVerbs } from './app.ts';
import { backupVerbs } from './backup.ts';
import { cameraVerbs } from './camera.ts';
import { ceremonyVerbs } from './ceremony.ts';
import { dashboardVerbs } from './dashboard.ts';
import { depositVerbs } from './deposits.ts';
import { diagnosticsVerbs } from './diagnostics.ts';
import { envelopeVerbs } from './envelopes.ts';
import { journalVerbs } from './journal.ts';
import { mandateVerbs } from './mandates.ts';
import { messageVerbs } from './messages.ts';
import { movementVerbs } from './movements.ts';
import { networkVerbs } from './network.ts';
import { nodeVerbs } from './node.ts';
import { officerVerbs } from './officers.ts';
import { officialVerbs } from './official.ts';
import type { ShownPlace } from './shown-place.ts';
import { statementVerbs } from './statements.ts';
import type { Topic } from './topics.ts';
import { treasuryVerbs } from './treasury.ts';
import { vaultVerbs } from './vaults.ts';

/**
 * Everything that a caller (a window, a command line, an attached program) can ask of a station. Inputs are checked on
 * arrival, answers before they leave. A call answers with a `Result`; it never rejects for an expected failure.
 */
export const contract = {
  ...appVerbs,
  ...treasuryVerbs,
  ...networkVerbs,
  ...nodeVerbs,
  ...diagnosticsVerbs,
  ...officerVerbs,
  ...vaultVerbs,
  ...officialVerbs,
  ...dashboardVerbs,
  ...accountVerbs,
  ...depositVerbs,
  ...movementVerbs,
  ...mandateVerbs,
  ...messageVerbs,
  ...addressBookVerbs,
  ...backupVerbs,
  ...envelopeVerbs,
  ...cameraVerbs,
  ...ceremonyVerbs,
  ...journalVerbs,
  ...statementVerbs,
} as const;

export type Channel = keyof typeof contract;
export type Input<C extends Channel> = v.InferInput<(typeof contract)[C]['input']>;
export type Output<C extends Channel> = v.InferOutput<(typeof contract)[C]['output']>;

export const channels = Object.keys(contract) as readonly Channel[];

/** The only thing that the preload script puts on `window`, as `window.sallyport`, frozen. */
export interface Bridge {
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>>;
  /** @returns a function that ends the subscription */
  onChange(listener: (topics: readonly Topic[]) => void): () => void;
  /** A person clicked a notification. @returns a function that ends the subscription */
  onPlace(listener: (place: ShownPlace) => void): () => void;
}

/** The answer of a failed call as it crosses the border: code and message, no stack. */
export const refusalSchema = v.strictObject({
  ok: v.literal(false),
  code: v.picklist(errorCodes),
  message: v.string(),
});
