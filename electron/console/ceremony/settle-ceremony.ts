import { MAX_ALIAS_LENGTH } from '../../core/account/alias.ts';
import { ceremonyEntryBody } from '../../core/ceremony/verify-transcript.ts';
import { policyDigest } from '../../core/policy/policy.ts';
import { ok, type Result } from '../../core/result.ts';
import { bringVaultUp } from '../bring-vault-up.ts';
import { buildQueued } from '../build-proposal.ts';
import { expireApprovals } from '../expire-approvals.ts';
import type { Treasury } from '../treasury.ts';
import { type CeremonyRecord, readCeremonyRecords, writeCeremonyRecord } from './ceremony-record.ts';

/** Carries out what follows from every signed ceremony that was not carried out yet: at its end, and at every start. */
export async function settleCeremonies(treasury: Treasury): Promise<Result<void>> {
  const records = await readCeremonyRecords(treasury.folder);
  if (!records.ok) return records;
  for (const record of records.value) {
    if (record.transcriptFile.entry !== null) continue;
    const settled = await settle(treasury, record);
    if (!settled.ok) return settled;
  }
  return ok(undefined);
}

/** Each step can be repeated: the treasury's file, the books with their journal entry, and last the record itself. */
async function settle(treasury: Treasury, record: CeremonyRecord): Promise<Result<void>> {
  const { store, journal, effects } = treasury;
  const { transcript } = record.transcriptFile;
  await adoptPolicy(treasury, record);
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
  await writeCeremonyRecord(treasury.folder, {
    ...record,
    transcriptFile: { ...record.transcriptFile, entry },
  });
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

async function adoptPolicy(treasury: Treasury, { policy, vaultFile }: CeremonyRecord): Promise<void> {
  const { file } = treasury;
  const vaultFiles = vaultFile
    ? { ...file.vaultFiles, [vaultFile.vaultId]: vaultFile.file }
    : file.vaultFiles;
  const known = policy === null || file.policies.length >= policy.policy.version;
  await treasury.adopt({ ...file, vaultFiles, policies: known ? file.policies : [...file.policies, policy] });
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
