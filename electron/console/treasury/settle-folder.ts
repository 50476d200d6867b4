import { newRequestsFrom } from '../../core/proposal/request.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { longestLifeMs, type Settlement, type SignedSettlement } from '../../core/station/settlement.ts';
import { type Actor, type OfficerSession, requireOfficer } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { verifyJournal } from '../journal/verify-journal.ts';
import { requireTwo } from '../officers/two-officers.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import type { Settled } from './read-settled.ts';

type SettleParts = Pick<
  Station,
  'treasury' | 'books' | 'hold' | 'policy' | 'chain' | 'recorder' | 'line' | 'effects'
>;

/** How officers settle a folder. */
export interface Settling {
  /** They know that nothing which was signed before can still happen: the vaults sign at once. */
  readonly nothingUnderWay: boolean;
  /** Another officer, signed in at the same caller; null for nobody. */
  readonly second: Actor | null;
}

/**
 * Settles a folder that is held: the journal is verified, what is missing is taken from the ledger, and two officers sign
 * which journal goes on, and from when on its vaults sign. A station that takes the place of another is enrolled by it.
 * From then on requests from before are never signed.
 * @returns refuses `officer-not-signed-in`, `second-officer-needed`, `settlement-bad` where nothing is to be settled,
 * `journal-*`, what keeps the node from being followed, and `file-not-written`
 */
export async function settleFolder(
  station: SettleParts,
  actor: Actor,
  { nothingUnderWay, second }: Settling,
): Promise<Result<void>> {
  const { hold, recorder, effects } = station;
  const two = requireTwo(station, { actor, second });
  if (!two.ok) return two;
  const officers = [actor, second].flatMap((each) => (each?.kind === 'officer' ? [each.session] : []));
  if (hold.check().ok) return refuse('settlement-bad', 'nothing is to be settled in this folder');
  const followed = await followLedger(station);
  if (!followed.ok) return followed;
  const verified = await verifyJournal(station);
  if (!verified.ok) return verified;
  const enrols = hold.view().enrolment !== null;
  const kept = enrols ? await hold.keyFile.write() : ok(undefined);
  if (!kept.ok) return kept;
  const settled = await decideAndCommit(
    recorder,
    () => gather(station, officers, nothingUnderWay),
    (signed) => decideSettled(signed, actor),
  );
  // Once: an enrolled station may have to settle what the ledger shows after it.
  if (settled.ok && enrols) await hold.keyFile.take();
  effects.notify(['app', 'accounts', 'deposits', 'movements', 'journal']);
  return settled;
}

/** A station that is not enrolled cannot write down what the ledger shows; it follows as soon as it is. */
async function followLedger({ line, hold }: SettleParts): Promise<Result<void>> {
  if (line === null || hold.view().enrolment !== null) return ok(undefined);
  await line.follow();
  const { state, problem } = line.view();
  if (state === 'connected') return ok(undefined);
  if (state === 'catching-up') return refuse('node-behind', 'older checkpoints are still being read');
  return refuse(problem?.code ?? 'node-unreachable', problem?.message ?? 'expected a node that is followed');
}

/** What is to be signed, with the signature of each officer. */
async function gather(
  { treasury, books, hold, policy, chain, effects }: SettleParts,
  officers: readonly OfficerSession[],
  nothingUnderWay: boolean,
): Promise<Result<SignedSettlement>> {
  const head = await books.journal.head();
  const present = hold.stations().at(-1);
  if (!head || !present) return refuse('treasury-damaged', 'the journal is empty');
  const { enrolment, older, spends } = hold.view();
  const policies = treasury.file().policies.map((signed) => signed.policy);
  const now = Math.max(effects.now(), older?.newer.at ?? 0, older?.ours.at ?? 0);
  const refuseBefore = settlesFrom(now, hold.settled());
  const settlement: Settlement = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    follows: { seq: head.seq, hash: head.hash },
    stationId: treasury.key.stationId,
    stationKey: treasury.key.publicKey,
    retires: enrolment === null ? null : present.stationId,
    newer: older === null ? null : { seq: older.newer.seq, hash: older.newer.hash },
    spends: [...new Set(spends.map(({ transactionId }) => transactionId))],
    nothingUnderWay,
    refuseBefore,
    signsFrom: nothingUnderWay ? 0 : now + longestLifeMs(policies, chain.epochs?.lengthMs ?? null),
  };
  const signatures: SignedSettlement['signatures'] = [];
  for (const { officer, signer } of officers) {
    const signed = await signer.ask('sign-statement', { kind: 'settlement', settlement });
    if (!signed.ok) return signed;
    signatures.push({ officerId: officer.id, signature: signed.value.signature });
  }
  return ok({ settlement, signatures });
}

/**
 * From when on requests are signed after a settlement of this moment. It is later than every settlement before it, also by a
 * clock that was put back: a vault would take such a one for an older one, and keep the wait of the one before.
 */
export const settlesFrom = (now: number, { refuseBefore }: Pick<Settled, 'refuseBefore'>): number =>
  Math.max(newRequestsFrom(now), refuseBefore + 1);

function decideSettled(signed: SignedSettlement, actor: Actor): Result<Decision<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const { follows, retires, nothingUnderWay } = signed.settlement;
  return ok({
    expects: [],
    entries: [
      {
        kind: 'folder-settled',
        actor,
        documents: [{ kind: 'settlement', document: signed }],
        body: { station: retires === null ? 'same' : 'new', nothingUnderWay },
      },
    ],
    follows: follows.hash,
    answer: undefined,
  });
}
