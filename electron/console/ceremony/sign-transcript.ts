import { MAX_ALIAS_LENGTH } from '../../core/account/alias.ts';
import { COIN_TYPE } from '../../core/derivation-path.ts';
import type { StateMark } from '../../core/journal/state-mark.ts';
import type { SignedPolicy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import { ADDRESSES_AHEAD } from '../create-account.ts';
import { openOfficer } from '../open-officer.ts';
import type { Treasury } from '../treasury.ts';
import { type CeremonyRecord, hasCeremonyRecord, writeCeremonyRecord } from './ceremony-record.ts';
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
    treasury: Treasury,
    { officerId, password }: { readonly officerId: string; readonly password: Uint8Array },
  ): Promise<Result<void>> => {
    const { ceremonies, effects } = treasury;
    const found = sessionOf(ceremonies);
    if (!found.ok) return found;
    const session = found.value;
    const { concluded } = session;
    if (!concluded) return refuse('ceremony-step', 'there is nothing to sign before the last step');
    if (!session.officers.some(({ id }) => id === officerId)) {
      return refuse('ceremony-officers', 'only officers who were present sign');
    }
    const client = await openOfficer(treasury, { officerId, password });
    if (!client.ok) return client;
    const given = await signAll(client.value, officerId, concluded);
    client.value.kill();
    if (!given.ok) return given;
    session.given.set(officerId, given.value);
    effects.notify(['ceremony']);
    if (!session.officers.every(({ id }) => session.given.has(id))) return ok(undefined);
    try {
      return await finish(treasury, session, concluded);
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
  const requests: string[] = [];
  for (const { statement } of concluded.requests) {
    if (statement.makerId !== officerId) continue;
    const signed = await client.ask('sign-statement', { kind: 'request', statement });
    if (!signed.ok) return signed;
    requests.push(signed.value.signature);
  }
  return ok({ transcript: transcript.value.signature, policy, requests });
}

async function finish(
  treasury: Treasury,
  session: CeremonySession,
  concluded: Concluded,
): Promise<Result<void>> {
  const policy = signedPolicyOf(session, concluded);
  const sealed = await sealNewVault(treasury, session, policy);
  if (!sealed.ok) return sealed;
  const addresses = await deriveAddresses(session);
  if (!addresses.ok) return addresses;
  const { vault, file } = session;
  if (session.ended) return refuse('ceremony-over', 'the ceremony was called off meanwhile');
  const written = await writeDown(treasury, session, {
    format: 'sallyport/ceremony/1',
    transcriptFile: {
      format: 'sallyport/transcript/1',
      transcript: concluded.transcript,
      signatures: session.officers.map(({ id }) => ({
        officerId: id,
        signature: session.given.get(id)!.transcript,
      })),
      officers: session.officers.map(({ id, name, publicKey }) => ({ id, name, publicKey })),
      entry: null,
    },
    policy,
    vaultFile: vault && file !== null ? { vaultId: vault.id, file } : null,
    mark: sealed.value,
    accounts: accountsOf(session).map((account) => ({ account, alias: accountName(session, account) })),
    addresses: addresses.value,
    retires: concluded.transcript.replaces?.id ?? null,
    requests: requestsOf(session, concluded),
  });
  if (!written.ok) return written;
  await endSession(session);
  return settleCeremonies(treasury);
}

/** From the moment in which its record lies on the disk, a ceremony cannot be called off: it has been held. */
async function writeDown(
  { folder }: Treasury,
  session: CeremonySession,
  record: CeremonyRecord,
): Promise<Result<void>> {
  const write = async (): Promise<Result<void>> => {
    const written = await writeCeremonyRecord(folder, record);
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

/** The name that the file gave the account; else that of the vault, with a number where a search found more. */
function accountName({ vault, found, contents }: CeremonySession, account: number): string {
  const listed = contents?.accounts.find(
    ({ index, coinType }) => index === account && (coinType ?? COIN_TYPE) === COIN_TYPE,
  );
  if (listed?.alias) return listed.alias;
  const suffix = found ? ` account ${account}` : '';
  return [...vault!.name].slice(0, MAX_ALIAS_LENGTH - suffix.length).join('') + suffix;
}

function signedPolicyOf({ officers, given }: CeremonySession, { policy }: Concluded): SignedPolicy | null {
  if (!policy) return null;
  // Whoever the policy asks for has signed it; officers without such a role sign the transcript alone.
  const signing = officers.filter(
    ({ roles }) => roles.includes('policy-admin') || roles.includes('approver'),
  );
  return {
    policy,
    signatures: signing.map(({ id }) => ({ officerId: id, signature: given.get(id)!.policy! })),
  };
}

/** @returns where the vault's sealed state stands then; null where no vault was written */
async function sealNewVault(
  { file }: Treasury,
  { opened, vault }: CeremonySession,
  policy: SignedPolicy | null,
): Promise<Result<StateMark | null>> {
  if (!opened || !vault) return ok(null);
  const policies = policy ? [...file.policies, policy] : [...file.policies];
  const sealed = await opened.ask('seal', { kind: 'policies', vaultId: vault.id, policies });
  return sealed;
}

function accountsOf({ opened, found }: CeremonySession): number[] {
  if (!opened) return [];
  return [...new Set([0, ...(found ?? []).map(({ account }) => account)])];
}

async function deriveAddresses(session: CeremonySession): Promise<Result<CeremonyRecord['addresses']>> {
  const { opened } = session;
  if (!opened) return ok([]);
  const addresses: CeremonyRecord['addresses'] = [];
  for (const account of accountsOf(session)) {
    const used = session.found?.find((entry) => entry.account === account)?.addresses ?? 1;
    const all = used + ADDRESSES_AHEAD;
    for (let from = 0; from < all; from += PAGE) {
      const count = Math.min(PAGE, all - from);
      const derived = await opened.ask('addresses', { account, change: 0, from, count });
      if (!derived.ok) return derived;
      addresses.push(
        ...derived.value.map(({ path, address }) => ({ path, address, issued: path.index < used })),
      );
    }
  }
  return ok(addresses);
}

function requestsOf({ given }: CeremonySession, { requests }: Concluded): CeremonyRecord['requests'] {
  const next = new Map<string, number>();
  return requests.map(({ statement, source }) => {
    const place = next.get(statement.makerId) ?? 0;
    next.set(statement.makerId, place + 1);
    return { request: { statement, signature: given.get(statement.makerId)!.requests[place]! }, source };
  });
}
