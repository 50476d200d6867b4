import {
  archiveAccount,
  noteAccount,
  renameAccount,
  restoreAccount,
} from '../../console/accounts/change-account.ts';
import { createAccount } from '../../console/accounts/create-account.ts';
import { listAccounts } from '../../console/accounts/list-accounts.ts';
import { readAccount } from '../../console/accounts/read-account.ts';
import { readOthers } from '../../console/accounts/read-others.ts';
import type { Actor } from '../../console/actor.ts';
import { issueAddress } from '../../console/addresses/issue-address.ts';
import { listAddresses, requireOwnAddress } from '../../console/addresses/list-addresses.ts';
import { listDeposits } from '../../console/deposits/list-deposits.ts';
import { exportJournal } from '../../console/journal/export-journal.ts';
import { type JournalAsked, listJournal, readJournalEntry } from '../../console/journal/list-journal.ts';
import { verifyJournal } from '../../console/journal/verify-journal.ts';
import { readRetiredPlan, requestRetired } from '../../console/mandates/empty-retired.ts';
import { readGatherPlan, requestGather } from '../../console/mandates/gather.ts';
import { approve } from '../../console/movements/approve.ts';
import { cancel } from '../../console/movements/cancel.ts';
import { requireKnownTransaction } from '../../console/movements/known-transaction.ts';
import { listMovements, readMovement } from '../../console/movements/movement-views.ts';
import { reject } from '../../console/movements/reject.ts';
import { previewWithdrawal, requestWithdrawal } from '../../console/movements/request-withdrawal.ts';
import { sign, submit } from '../../console/movements/sign.ts';
import { stop } from '../../console/movements/stop.ts';
import { readSweepPlan, requestSweep } from '../../console/movements/sweep.ts';
import { voidPayment } from '../../console/movements/void-payment.ts';
import { holdersOf } from '../../console/movements/what-it-waits-for.ts';
import type { accountVerbs } from '../../contract/accounts.ts';
import type { depositVerbs } from '../../contract/deposits.ts';
import type { journalVerbs } from '../../contract/journal.ts';
import type { mandateVerbs } from '../../contract/mandates.ts';
import type { movementVerbs } from '../../contract/movements.ts';
import type { Handlers } from '../../contract/serve.ts';
import { ok, type Result } from '../../core/result.ts';
import { endPracticeEpoch, practiceDeposit } from '../practice-deposit.ts';
import type { OnDesk } from './on-desk.ts';

type Answered =
  | keyof typeof accountVerbs
  | keyof typeof depositVerbs
  | keyof typeof movementVerbs
  | keyof typeof mandateVerbs
  | keyof typeof journalVerbs;

/** Accounts, deposits, movements, and the journal of all of them. */
export function moneyHandlers({ on, look, see, act, change, online }: OnDesk): Pick<Handlers, Answered> {
  return {
    'account.list': see(async (desk, input: AccountList) => ok(await listAccounts(desk, input))),
    'account.create': act(createAccount),
    'account.read': see(readAccount),
    'account.others': see(readOthers),
    'account.rename': act(renameAccount),
    'account.note': act(noteAccount),
    'account.archive': act(archiveAccount),
    'account.restore': act(restoreAccount),
    'address.list': see(listAddresses),
    'address.issue': act(issueAddress),
    'address.copy': act(async (desk, _, { address }: { readonly address: string }, { place }) => {
      const own = await requireOwnAddress(desk, address);
      return own.ok ? place.copyAddress(own.value.address) : own;
    }),
    'deposit.list': see(async (desk, input: DepositList) => ok(await listDeposits(desk, input))),
    'practice.deposit': change(
      online((desk, _: Actor, input: PracticeDeposit) => practiceDeposit(desk, input)),
    ),
    'practice.epoch': change(online((desk) => endPracticeEpoch(desk))),

    'movement.list': look(async (desk, viewer, input: MovementList) =>
      ok(await listMovements(desk, viewer, input)),
    ),
    'movement.read': look(readMovement),
    'movement.holders': see(
      async (desk, input: { readonly vaultId: string; readonly account: number | null }) =>
        ok(await holdersOf(desk, input)),
    ),
    'withdrawal.preview': see(previewWithdrawal),
    'withdrawal.request': act(requestWithdrawal),
    'sweep.plan': see(readSweepPlan),
    'sweep.request': act(requestSweep),
    'gather.plan': see(readGatherPlan),
    'gather.request': act(requestGather),
    'retired.plan': see(readRetiredPlan),
    'retired.request': act(requestRetired),
    'movement.approve': change(approve),
    'movement.reject': change(reject),
    'movement.stop': change(stop),
    'movement.void': act(voidPayment),
    'movement.sign': change(sign),
    'movement.submit': change(submit),
    'movement.cancel': change(cancel),

    'transaction.copy': act(async (desk, _, { transaction }: { readonly transaction: string }, { place }) => {
      const known = await requireKnownTransaction(desk, transaction);
      return known.ok ? place.copyTransaction(known.value) : known;
    }),

    'journal.list': see(async (desk, input: JournalAsked) => ok(await listJournal(desk, input))),
    'journal.entry': see(readJournalEntry),
    'journal.verify': on(verifyJournal),
    'journal.export': act(
      async (desk, actor, _: Record<never, never>, { place }): Promise<Result<SavedFile>> => {
        const file = await place.chooseSaveFile({
          title: 'Export the journal',
          name: 'journal.jsonl',
          kind: { name: 'JSON lines', extension: 'jsonl' },
        });
        if (file === null) return ok({ file });
        const exported = await exportJournal(desk, actor, { file });
        return exported.ok ? ok({ file }) : exported;
      },
    ),
  };
}

interface SavedFile {
  readonly file: string | null;
}

type PracticeDeposit = Parameters<typeof practiceDeposit>[1];
type AccountList = Parameters<typeof listAccounts>[1];
type DepositList = Parameters<typeof listDeposits>[1];
type MovementList = Parameters<typeof listMovements>[2] & { readonly as: string | null };
