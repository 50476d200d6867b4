import { officerOf } from '../../core/actor.ts';
import type { Imported } from '../../core/ceremony/former-history.ts';
import type { Transcript } from '../../core/ceremony/transcript.ts';
import { transcriptDigest } from '../../core/ceremony/transcript.ts';
import { TRANSCRIPT_FORMAT } from '../../core/ceremony/verify-transcript.ts';
import { MOST_DOCUMENTS } from '../../core/journal/journal-entry.ts';
import type { StateMark } from '../../core/journal/state-mark.ts';
import { keyThatSigned, type Officer } from '../../core/officer/officer.ts';
import type { SignedPolicy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { ADDRESSES_AHEAD } from '../addresses/addresses-ahead.ts';
import { openOfficer } from '../officers/open-officer.ts';
import type { Station } from '../station.ts';
import { accountsOf, comingOf, wishedName } from './account-names.ts';
import { cameBack } from './came-back.ts';
import {
  type CeremonyRecord,
  hasCeremonyRecord,
  recordDigest,
  writeCeremonyRecord,
} from './ceremony-record.ts';
import { type FormerImport, placeOf } from './decide-import.ts';
import { discardFormerHistory, writeFormerHistory } from './former-history-file.ts';
import { inTurn } from './in-turn.ts';
import { type CeremonySession, type Concluded, endSession, type Given, sessionOf } from './session.ts';
import { settleCeremonies } from './settle-ceremony.ts';

/** Addresses for which a signer is asked at once: one derivation each. */
const PAGE = 1_000;

/**
 * One officer present signs the transcript, the next policy where there is one, and the requests that are theirs. When
 * everybody has signed, the ceremony is written down and carried out. Where it cannot be written down, the last one
 * signs again.
 */
export const signTranscript = inTurn(
  async (
    station: Station,
    { officerId, password }: { readonly officerId: string; readonly password: Uint8Array },
  ): Promise<Result<void>> => {
    const { ceremonies, effects } = station;
    const found = sessionOf(ceremonies);
    if (!found.ok) return found;
    const session = found.value;
    const { concluded } = session;
    if (!concluded) return refuse('ceremony-step', 'there is nothing to sign before the last step');
    if (!session.officers.some(({ id }) => id === officerId)) {
      return refuse('ceremony-officers', 'only officers who were present sign');
    }
    const client = await openOfficer(station, { officerId, password });
    if (!client.ok) return client;
    const given = await signAll(client.value, officerId, concluded);
    client.value.kill();
    if (!given.ok) return given;
    session.given.set(officerId, given.value);
    effects.notify(['ceremony']);
    if (!session.officers.every(({ id }) => session.given.has(id))) return ok(undefined);
    try {
      return await finish(station, session, concluded);
    } finally {
      if (!session.ended) session.given.delete(officerId);
      effects.notify(['ceremony']);
    }
  },
);

async function signAll(
  client: SignerClient,
  officerId: string,
  concluded: Concluded,
): Promise<Result<Given>> {
  const transcript = await client.ask('sign-statement', {
    kind: 'transcript',
    transcript: concluded.transcript,
  });
  if (!transcript.ok) return transcript;
  let policy: string | null = null;
  if (concluded.policy) {
    const signed = await client.ask('sign-statement', { kind: 'policy', policy: concluded.policy });
    if (!signed.ok) return signed;
    policy = signed.value.signature;
  }
  const requests = new Map<string, string>();
  for (const statement of concluded.requests) {
    if (officerOf(statement.actor) !== officerId) continue;
    const signed = await client.ask('sign-statement', { kind: 'request', statement });
    if (!signed.ok) return signed;
    requests.set(statement.id, signed.value.signature);
  }
  const mandates = new Map<string, string>();
  for (const statement of concluded.mandates) {
    if (officerOf(statement.actor) !== officerId) continue;
    const signed = await client.ask('sign-statement', { kind: 'mandate', statement });
    if (!signed.ok) return signed;
    mandates.set(statement.id, signed.value.signature);
  }
  return ok({ transcript: transcript.value.signature, policy, requests, mandates });
}

const calledOff = refuse('ceremony-over', 'the ceremony was called off meanwhile');

/** Attestations in the one entry of a ceremony, beside its transcript, policy and requests. */
const MOST_BATCHES = MOST_DOCUMENTS - 200;

async function finish(
  station: Station,
  session: CeremonySession,
  concluded: Concluded,
): Promise<Result<void>> {
  const policy = signedPolicyOf(session, concluded);
  const sealed = await sealNewVault(station, session, policy, station.effects.now());
  if (!sealed.ok) return sealed;
  const derived = await deriveAddresses(session);
  if (!derived.ok) return derived;
  const batches = derived.value.attestations.length;
  if (batches > MOST_BATCHES) {
    return refuse('input-malformed', `expected addresses in ${MOST_BATCHES} batches at most, got ${batches}`);
  }
  if (session.ended) return calledOff;
  const imported = await writeImported(station, session);
  if (!imported.ok) return imported;
  // It took a while: nothing of a ceremony that was called off meanwhile is carried out.
  if (session.ended) {
    await discardFormerHistory(station.treasury.folder, session.id);
    return calledOff;
  }
  const { coinType } = station.chain.derivation;
  const record = recordOf(session, concluded, {
    policy,
    mark: sealed.value,
    derived: derived.value,
    imported: imported.value,
    coinType,
  });
  session.cameBack = cameBack(session, record, coinType);
  const written = await writeDown(station, session, record);
  if (!written.ok) {
    await discardFormerHistory(station.treasury.folder, session.id);
    return written;
  }
  await endSession(session);
  return settleCeremonies(station);
}

interface Outcome {
  readonly policy: SignedPolicy | null;
  readonly mark: StateMark | null;
  readonly derived: Derived;
  readonly imported: Imported | null;
  /** SLIP-44 coin type of the treasury's chain. */
  readonly coinType: number;
}

type Ended = Pick<
  CeremonySession,
  'officers' | 'given' | 'vault' | 'file' | 'opened' | 'found' | 'former' | 'contents'
>;

/** The key of an officer that signed a transcript. */
function keyOfSigner(officer: Officer, transcript: Transcript, signature: string): string {
  const key = keyThatSigned(officer, { digest: transcriptDigest(transcript), signature }, verifySignature);
  if (key === null) throw new Error('an officer signed with a key that the policy does not have');
  return key;
}

/** A ceremony that everybody present has signed, as it is written down. */
export function recordOf(session: Ended, concluded: Concluded, outcome: Outcome): CeremonyRecord {
  const { officers, vault, file } = session;
  const { policy, mark, derived, imported, coinType } = outcome;
  return {
    format: 'sallyport/ceremony/2',
    transcriptFile: {
      format: TRANSCRIPT_FORMAT,
      transcript: concluded.transcript,
      signatures: officers.map(({ id }) => ({
        officerId: id,
        signature: givenBy(session, id).transcript,
      })),
      officers: officers.map((officer) => ({
        id: officer.id,
        name: officer.name,
        publicKey: keyOfSigner(officer, concluded.transcript, givenBy(session, officer.id).transcript),
      })),
      entry: null,
    },
    policy,
    vaultFile: vault && file !== null ? { vaultId: vault.id, file } : null,
    mark,
    accounts: (session.opened ? accountsOf(session) : []).map((account) => ({
      account,
      alias: wishedName(session, account, coinType),
    })),
    ...derived,
    ...(imported ? { imported } : {}),
    retires: concluded.transcript.replaces?.id ?? null,
    requests: concluded.requests.map((statement) => ({
      statement,
      signature: givenBy(session, officerOf(statement.actor) ?? '').requests.get(statement.id) ?? '',
    })),
    ...(concluded.mandates.length === 0
      ? {}
      : {
          mandates: concluded.mandates.map((statement) => ({
            statement,
            signature: givenBy(session, officerOf(statement.actor) ?? '').mandates.get(statement.id) ?? '',
          })),
        }),
  };
}

/** What an officer gave; everybody present has signed when this is asked. */
function givenBy({ given }: Pick<CeremonySession, 'given'>, officerId: string): Given {
  const signatures = given.get(officerId);
  if (!signatures) throw new Error('an officer who was present has not signed');
  return signatures;
}

/** From the moment in which its record lies on the disk, a ceremony cannot be called off: it is completed. */
async function writeDown(
  { treasury: { folder, key } }: Pick<Station, 'treasury'>,
  session: CeremonySession,
  record: CeremonyRecord,
): Promise<Result<void>> {
  const stationSignature = key.sign(recordDigest(record));
  const write = async (): Promise<Result<void>> => {
    const written = await writeCeremonyRecord(folder, { ...record, stationSignature });
    if (!written.ok && !(await hasCeremonyRecord(folder, session.id))) return written;
    session.ended = true;
    return ok(undefined);
  };
  const writing = write();
  session.beingWritten = writing;
  try {
    return await writing;
  } finally {
    session.beingWritten = null;
  }
}

function signedPolicyOf(session: CeremonySession, { policy }: Concluded): SignedPolicy | null {
  if (!policy) return null;
  // Whoever the policy asks for has signed it; officers without such a role sign the transcript only.
  const signing = session.officers.filter(
    ({ roles }) => roles.includes('policy-admin') || roles.includes('approver'),
  );
  return {
    policy,
    signatures: signing.map(({ id }) => ({ officerId: id, signature: givenBy(session, id).policy ?? '' })),
  };
}

/** @returns where the vault's sealed state is then; null where no vault was written */
async function sealNewVault(
  { treasury }: Pick<Station, 'treasury'>,
  { opened, vault }: CeremonySession,
  policy: SignedPolicy | null,
  now: number,
): Promise<Result<StateMark | null>> {
  if (!opened || !vault) return ok(null);
  const { policies } = treasury.file();
  const all = policy ? [...policies, { ...policy, knownSince: now }] : [...policies];
  return opened.ask('seal', { kind: 'policies', vaultId: vault.id, policies: all });
}

type Used = Pick<CeremonySession, 'opened' | 'found' | 'former'>;

type Derived = Pick<CeremonyRecord, 'addresses' | 'attestations'>;

async function deriveAddresses(session: Used): Promise<Result<Derived>> {
  const { opened, found, former } = session;
  const derived: Derived = { addresses: [], attestations: [] };
  if (!opened) return ok(derived);
  for (const account of accountsOf(session)) {
    const coming = comingOf(session).find(({ index }) => index === account);
    const inFound = found?.find((entry) => entry.account === account);
    const used = Math.max(1, inFound?.addresses ?? 0, coming?.addresses ?? 0);
    const kinds = [
      used + ADDRESSES_AHEAD,
      Math.max(inFound?.changeAddresses ?? 0, coming?.internalAddresses ?? 0),
    ];
    for (const [change, all] of kinds.entries()) {
      for (let from = 0; from < all; from += PAGE) {
        const count = Math.min(PAGE, all - from);
        const more = await opened.ask('addresses', { account, change, from, count });
        if (!more.ok) return more;
        const { addresses, attestation } = more.value;
        derived.addresses.push(
          // Change addresses are watched, and never given to a customer.
          ...addresses.map(({ path, address }) => ({
            path,
            address,
            issued: path.change === 0 && path.index < used,
          })),
        );
        derived.attestations.push(attestation);
      }
    }
  }
  return isAsProven(derived, former)
    ? ok(derived)
    : refuse(
        'stronghold-damaged',
        'the written vault gives other addresses than were compared with the folder',
      );
}

/** Whether the vault that was written gives every address that was compared with the other wallet's folder. */
function isAsProven({ addresses }: Derived, former: FormerImport | null): boolean {
  if (!former) return true;
  const given = new Map(
    addresses.map(({ path: { account, change, index }, address }) => [
      placeOf(account, change, index),
      address,
    ]),
  );
  return [...former.expected].every(([place, address]) => given.get(place) === address);
}

/** The history of another wallet is on the disk before the record that names it. */
async function writeImported(
  { treasury: { folder } }: Pick<Station, 'treasury'>,
  { id, former }: CeremonySession,
): Promise<Result<Imported | null>> {
  return former ? writeFormerHistory(folder, id, former) : ok(null);
}
