import type { StationRule } from '../../core/actor.ts';
import { type Result, refuse } from '../../core/result.ts';
import { type Actor, asOfficer, type StatementSigner, theStation } from '../actor.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';

/** How long an officer's signer may take to sign what was done already, milliseconds. The books wait for it. */
const WITNESS_MS = 2000;

/**
 * Writes down what was done already and cannot be refused any more: a lock, a password that was changed. The officer
 * signs it; where their key does not sign, or not in time, the station writes it by `otherwise`, so that the journal
 * misses nothing.
 */
export async function noteDone(
  { recorder }: Pick<Station, 'recorder'>,
  actor: Actor,
  {
    entries,
    otherwise,
  }: { readonly entries: (by: Actor) => readonly EntryDraft[]; readonly otherwise: StationRule },
): Promise<Result<void>> {
  const commit = (by: Actor) => recorder.commit({ expects: [], entries: entries(by), answer: undefined });
  if (actor.kind === 'station') return commit(actor);
  const written = await commit(inTime(actor));
  return written.ok ? written : commit(theStation(otherwise));
}

/** The same actor for entries that cannot wait: a signature that comes late is none. */
export function inTime(actor: Actor): Actor {
  if (actor.kind === 'station') return actor;
  const { officer, signer } = actor.session;
  return asOfficer({ officer, signer: hurried(signer) });
}

function hurried(signer: StatementSigner): StatementSigner {
  return {
    ask: (verb, statement) =>
      new Promise((resolve) => {
        const late = () => resolve(refuse('signer-crashed', "the officer's signer did not answer in time"));
        const timer = setTimeout(late, WITNESS_MS);
        void signer.ask(verb, statement).then((signed) => {
          clearTimeout(timer);
          resolve(signed);
        });
      }),
  };
}
