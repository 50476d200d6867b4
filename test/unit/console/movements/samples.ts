import type { Movement } from '../../../../electron/books/rows.ts';
import { type Actor, asOfficer, type OfficerSession } from '../../../../electron/console/actor.ts';
import { type Decision, Recorder } from '../../../../electron/console/recorder.ts';
import type { StationKey } from '../../../../electron/console/treasury/station-key.ts';
import type { TypedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { journalWitnessDigest } from '../../../../electron/core/journal/journal-entry.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import { requestDigest } from '../../../../electron/core/proposal/request.ts';
import { ok, type Result, refuse } from '../../../../electron/core/result.ts';
import type { SignerRequest } from '../../../../electron/signer/protocol.ts';
import {
  address,
  hot,
  NOW,
  officers,
  request,
  signAs,
  type TestOfficer,
  units,
  uuid,
} from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { ed25519KeyPair, signDigest } from '../../../support/test-signatures.ts';

export const movementId = request().statement.id;

/** A withdrawal of 100 that waits for one approval. */
export const movement = (overrides: Partial<Movement> = {}): Movement => ({
  id: movementId,
  version: 3,
  kind: 'withdrawal',
  state: 'proposed',
  vaultId: hot.id,
  recipient: address(0xb0b),
  units: units(100),
  reference: 'W-1',
  makerId: officers.mara.id,
  source: null,
  memo: null,
  cancels: null,
  mandate: null,
  ruleId: 'everyday',
  approvalsNeeded: 1,
  approvedBy: [],
  createdAt: NOW - 60_000,
  updatedAt: NOW - 60_000,
  stoppedAt: null,
  problem: null,
  ...overrides,
});

/** What a decision rests on where it is about that movement only. */
export const onMovement = { of: 'movement', id: movementId, version: 3 } as const;

const stationKeys = ed25519KeyPair('station');
export const stationKey: StationKey = {
  stationId: uuid(0x57),
  place: 'file',
  install: null,
  publicKey: stationKeys.publicKey,
  sign: (digest) => signDigest(stationKeys, digest),
};

/** An officer who is signed in, and signs what the tests here have signed: requests and journal entries. */
export function session(who: TestOfficer): OfficerSession {
  const { key: _, ...officer } = who;
  return {
    officer,
    signer: {
      ask: async (_verb, asked: SignerRequest<'sign-statement'>) => {
        if (asked.kind === 'journal') return ok({ signature: signAs(who, journalWitnessDigest(asked.hash)) });
        if (asked.kind === 'request') return ok({ signature: signAs(who, requestDigest(asked.statement)) });
        throw new Error(`not asked here: ${asked.kind}`);
      },
    },
  };
}

export const as = (who: TestOfficer): Actor => asOfficer(session(who));

/** An officer whose key file's process has ended. */
export const gone = (who: TestOfficer): OfficerSession => ({
  ...session(who),
  signer: { ask: async () => refuse('signer-crashed', 'the process ended') },
});

/** What a decision comes to: entries as the journal gets them, and the changes of the tables. */
export interface Written {
  readonly expects: Decision<unknown>['expects'];
  readonly entries: readonly TypedEntry[];
  readonly changes: readonly Change[];
}

/** The product's own recorder over books that keep each commit and read nothing. */
export function keepCommits(): { readonly recorder: Recorder; readonly commits: Written[] } {
  const commits: Written[] = [];
  const recorder = new Recorder({
    books: {
      commit: async ({ expects, entries, changes, facts = [] }) => {
        commits.push({ expects, entries, changes: [...changes, ...facts] });
        return ok(undefined);
      },
      journal: { head: async () => undefined },
    },
    key: stationKey,
    now: () => NOW,
  });
  return { recorder, commits };
}

/** Writes a decision as the product would: bodies are checked, entries signed and projected. */
export async function written(decision: Result<Decision<unknown>>): Promise<Written> {
  const { recorder, commits } = keepCommits();
  must(await recorder.commit(must(decision)));
  const [only] = commits;
  if (!only) throw new Error('nothing was committed');
  return only;
}
