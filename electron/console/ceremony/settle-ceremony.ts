import { MAX_ALIAS_LENGTH } from '../../core/account/alias.ts';
import { ceremonyEntryBody } from '../../core/ceremony/verify-transcript.ts';
import { checkPolicies } from '../../core/policy/next-policy.ts';
import { policyDigest, type SignedPolicy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { bringVaultUp } from '../bring-vault-up.ts';
import { buildQueued } from '../build-proposal.ts';
import { expireApprovals } from '../expire-approvals.ts';
import type { Treasury } from '../treasury.ts';
import { type CeremonyRecord, readCeremonyRecords, writeCeremonyRecord } from './ceremony-record.ts';
import { discardUnfinished, isSystemError } from './discard-written.ts';

/**
 * Carries out what follows from every signed ceremony that was not carried out yet: at its end, before the next one
 * begins, and at every start. Files that ceremonies left which nobody signed are removed then, too.
 * @returns refuses `file-not-written` where the disk does not take it; asked again, it goes on where it stopped
 */
export async function settleCeremonies(treasury: Treasury): Promise<Result<void>> {
  try {
    return await settleAll(treasury);
  } catch (error) {
    if (!isSystemError(error) && !isFullDatabase(error)) throw error;
    return refuse('file-not-written', `a signed ceremony could not be carried out: ${error.message}`);
  }
}

async function settleAll(treasury: Treasury): Promise<Result<void>> {
  const records = await readCeremonyRecords(treasury.folder);
  if (!records.ok) return records;
  for (const record of records.value) {
    if (record.transcriptFile.entry !== null) continue;
    const settled = await settle(treasury, record);
    if (!settled.ok) return settled;
  }
  treasury.ceremonies.restoring = null;
  await discardUnfinished(treasury, new Set(records.value.flatMap(({ vaultFile }) => vaultFile?.file ?? [])));
  return ok(undefined);
}

/** SQLite's own codes of a disk that is full, failing, or read-only. */
const diskCodes: ReadonlySet<unknown> = new Set([8, 10, 13, 14]);

function isFullDatabase(error: unknown): error is Error {
  return error instanceof Error && 'errcode' in error && diskCodes.has(Number(error.errcode) & 0xff);
}

/** Each step can be repeated: the treasury's file, the books with their journal entry, and last the record itself. */
async function settle(treasury: Treasury, record: CeremonyRecord): Promise<Result<void>> {
  const { store, journal, effects } = treasury;
  const { transcript } = record.transcriptFile;
  const adopted = await adoptPolicy(treasury, record);
  if (!adopted.ok) return adopted;
  let entry = store.journal.ceremony(transcript.id);
  if (!entry) {
    const written = await journal.record(
      {
        kind: 'ceremony-held',
        body: {
          ...ceremonyEntryBody(transcript),
          policyVersion: record.policy?.policy.version ?? null,
          policy: record.policy && policyDigest(record.policy.policy),
          retires: record.retires,
          era: record.mark?.era ?? null,
          counter: record.mark?.counter ?? null,
        },
      },
      () => keepBooks(treasury, record),
    );
    if (!written.ok) return written;
    entry = written.value;
  }
  const noted = await writeCeremonyRecord(treasury.folder, {
    ...record,
    transcriptFile: { ...record.transcriptFile, entry },
  });
  if (!noted.ok) return noted;
  for (const vault of treasury.policy.vaults) await bringVaultUp(treasury, vault.id);
  await expireApprovals(treasury); // approvals of the old policy are void
  effects.notify(['app', 'accounts', 'movements', 'journal', 'ceremony']);
  for (const { request } of record.requests) {
    const built = await buildQueued(treasury, request.statement.id);
    // What cannot be built now stays queued, and says why; a node that is away is not waited for once for each.
    if (!built.ok && built.code.startsWith('node-')) break;
  }
  return ok(undefined);
}

/**
 * Puts the ceremony's policy and vault file into the treasury's file. Refuses `treasury-damaged` before anything is
 * written where another policy stands in its place: of two ceremonies on the same base one cannot be carried out, and
 * a vault that no policy names must not get into the books.
 */
async function adoptPolicy(treasury: Treasury, { policy, vaultFile }: CeremonyRecord): Promise<Result<void>> {
  const { file } = treasury;
  const policies = policiesWith(file.policies, policy);
  if (!policies.ok) return policies;
  const vaultFiles = vaultFile
    ? { ...file.vaultFiles, [vaultFile.vaultId]: vaultFile.file }
    : file.vaultFiles;
  try {
    await treasury.adopt({ ...file, vaultFiles, policies: policies.value });
  } catch (error) {
    // The policies were checked: what is left is the writing.
    const why = error instanceof Error ? error.message : String(error);
    return refuse('file-not-written', `a ceremony was held, and treasury.json cannot be written: ${why}`);
  }
  return ok(undefined);
}

function policiesWith(policies: readonly SignedPolicy[], next: SignedPolicy | null): Result<SignedPolicy[]> {
  if (next === null) return ok([...policies]);
  const { version } = next.policy;
  const standing = policies[version - 1];
  if (standing && policyDigest(standing.policy) === policyDigest(next.policy)) return ok([...policies]);
  if (standing) {
    return refuse(
      'treasury-damaged',
      `a ceremony was held for a policy of version ${version}, and the treasury has another one of that version`,
    );
  }
  const checked = checkPolicies([...policies, next], verifySignature);
  return checked.ok
    ? ok([...policies, next])
    : refuse('treasury-damaged', `the policy of a ceremony that was held: ${checked.message}`);
}

function keepBooks({ store, effects }: Treasury, record: CeremonyRecord): Result<void> {
  const at = effects.now();
  const vaultId = record.vaultFile?.vaultId;
  if (vaultId !== undefined) {
    for (const { account, alias } of record.accounts) {
      if (store.accounts.get(vaultId, account)) continue;
      store.accounts.add({ vaultId, index: account, alias: freeAlias(store, alias), createdAt: at });
    }
    for (const { address, path, issued } of record.addresses) {
      store.accounts.addAddress({ address, vaultId, path, issuedAt: null });
      if (!issued) continue;
      store.accounts.markIssued(address, at);
      store.accounts.markStale(address);
    }
  }
  if (record.retires !== null) store.vaults.retire(record.retires, at);
  for (const { request, source } of record.requests) {
    const { statement } = request;
    store.movements.add({
      id: statement.id,
      kind: 'sweep',
      state: 'queued',
      vaultId: statement.vaultId,
      recipient: statement.recipient,
      amount: BigInt(statement.amount),
      reference: statement.reference,
      makerId: statement.makerId,
      source,
      request,
      ruleId: null,
      approvalsNeeded: null,
      createdAt: at,
      updatedAt: at,
      trouble: null,
    });
  }
  return ok(undefined);
}

function freeAlias(store: Treasury['store'], wished: string): string {
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : ` (${n})`;
    const alias = [...wished].slice(0, MAX_ALIAS_LENGTH - suffix.length).join('') + suffix;
    if (store.accounts.checkAlias(alias).ok) return alias;
  }
}
