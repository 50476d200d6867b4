import type { BookWord } from '../../core/book/book-word.ts';
import { type KnownPolicy, policyDigest, signedOf } from '../../core/policy/policy.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import { entriesOfWords } from '../book/take-words.ts';
import type { Station } from '../station.ts';
import type { Arrived } from './arrived.ts';

/**
 * Takes in the policies and the address book of a treasury envelope: what is new is told to the journal, then `treasury.json` has the
 * policies. A kill in between is made good at the next opening, see {@link adoptPolicies}.
 * @param given.policies all of them, verified against those that are known
 * @param given.book documents of the address book, checked
 * @param given.committees those that the envelope proved beyond what is known
 * @param given.retires the known station whose place the one that made the envelope has taken; null: of none
 */
export async function takePolicies(
  station: Pick<Station, 'treasury' | 'recorder' | 'envelopes' | 'addressBook'>,
  actor: Actor,
  given: {
    readonly policies: readonly KnownPolicy[];
    readonly book: readonly BookWord[];
    readonly arrived: Arrived;
    readonly retires: string | null;
    readonly committees: readonly string[];
  },
): Promise<Result<void>> {
  const { policies, book, arrived, retires, committees } = given;
  const known = station.treasury.file().policies.length;
  const records = await station.addressBook.read();
  if (!records.ok) return records;
  const told = await station.recorder.commit({
    expects: [],
    entries: [
      {
        kind: 'envelope-taken',
        actor,
        documents: policies.slice(known).map((each) => ({ kind: 'policy', document: signedOf(each) })),
        body: {
          ...arrived,
          contents: 'treasury',
          movementIds: [],
          epoch: null,
          ...(retires === null ? {} : { retires }),
          ...(committees.length === 0 ? {} : { committees: [...committees] }),
        },
      },
      ...entriesOfWords(book, actor, records.value),
    ],
    answer: undefined,
  });
  if (!told.ok) return told;
  const adopted = await adoptPolicies(station);
  // What it may have read before it knew the newest policy.
  station.addressBook.readAnew();
  return adopted;
}

/**
 * Puts the policies that the journal has from envelopes into `treasury.json`, where they are not there yet, or since another
 * time than the journal says.
 */
export async function adoptPolicies({
  treasury,
  envelopes,
}: Pick<Station, 'treasury' | 'envelopes'>): Promise<Result<void>> {
  const records = await envelopes.read();
  if (!records.ok) return records;
  const { policies } = records.value;
  const file = treasury.file();
  const isThere = policies.every((told, i) => isSame(told, file.policies[i]));
  return isThere ? ok(undefined) : treasury.adopt({ ...file, policies: [...policies] });
}

const isSame = ({ policy, knownSince }: KnownPolicy, here: KnownPolicy | undefined): boolean =>
  here !== undefined && here.knownSince === knownSince && policyDigest(here.policy) === policyDigest(policy);
