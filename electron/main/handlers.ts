import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { listAccounts, listAddresses } from '../console/account-views.ts';
import { approve } from '../console/approve.ts';
import { buildProposal } from '../console/build-proposal.ts';
import {
  chooseStronghold,
  confirmAddress,
  enterBackup,
  openStronghold,
  searchAccounts,
} from '../console/ceremony/backup-steps.ts';
import { beginTheCeremony } from '../console/ceremony/begin-ceremony.ts';
import { listCeremonies, readCeremony } from '../console/ceremony/ceremony-view.ts';
import { abandonCeremony, dismissCeremony, noteDeviation } from '../console/ceremony/end-ceremony.ts';
import { prepareSweep, retireOldVault } from '../console/ceremony/rotate-steps.ts';
import { signTranscript } from '../console/ceremony/sign-transcript.ts';
import {
  checkShare,
  checkWords,
  drawWords,
  rehearse,
  shareWritten,
  sheetsLabelled,
  showAgain,
  showShare,
  showWords,
  splitWords,
  wordsWritten,
} from '../console/ceremony/words-steps.ts';
import { writeVault } from '../console/ceremony/write-vault.ts';
import { createAccount } from '../console/create-account.ts';
import { createPracticeTreasury } from '../console/create-practice-treasury.ts';
import type { ConsoleEffects } from '../console/effects.ts';
import { issueAddress } from '../console/issue-address.ts';
import { listJournal } from '../console/journal-views.ts';
import { lockStation, lockVault, signOut } from '../console/lock.ts';
import { listMovements, readMovement } from '../console/movement-views.ts';
import { openTreasury } from '../console/open-treasury.ts';
import { openVault } from '../console/open-vault.ts';
import { practiceDeposit } from '../console/practice-deposit.ts';
import { cancel, reject } from '../console/reject.ts';
import { previewWithdrawal, requestWithdrawal } from '../console/request-withdrawal.ts';
import { sign, submit } from '../console/sign.ts';
import { signIn } from '../console/sign-in.ts';
import { readSweepPlan, requestSweep } from '../console/sweep.ts';
import type { Treasury } from '../console/treasury.ts';
import { listDeposits, readDashboard, readTreasury } from '../console/treasury-view.ts';
import { changeVaultPassword, migrateVault, saveVaultCopy } from '../console/vault-file.ts';
import { exportJournal, verifyJournal } from '../console/verify-journal.ts';
import type { Handlers } from '../contract/serve.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { DEFAULT_CHECKPOINT_MS, DEFAULT_EPOCH_MS } from '../practice/practice-defaults.ts';
import { VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import type { HandlerDependencies } from './handler-dependencies.ts';
import { createPapers } from './papers.ts';

/** Answers every channel of the contract with a use case of the console. One treasury is open at a time. */
export function createHandlers(dependencies: HandlerDependencies): Handlers {
  const { version, runtime, settings, dialogs, clipboard, notify, userData, readAsset } = dependencies;
  const { protectContent, canProtectContent, ceremonyUnderWay } = dependencies;
  const effects = consoleEffects(dependencies);
  let treasury: Treasury | null = null;
  let opening = false;

  /** Runs a use case on the open treasury. */
  const on =
    <I, T>(run: (treasury: Treasury, input: I) => T | Promise<T>) =>
    async (input: I) =>
      treasury === null ? noTreasury() : run(treasury, input);
  /** The same for one that reads and cannot fail. */
  const read =
    <I, T>(run: (treasury: Treasury, input: I) => T) =>
    async (input: I) =>
      treasury === null ? noTreasury() : ok(run(treasury, input));
  /** The same for one that answers nothing. */
  const act =
    <I>(run: (treasury: Treasury, input: I) => Promise<Result<void>>) =>
    async (input: I) => {
      if (treasury === null) return noTreasury();
      const done = await run(treasury, input);
      return done.ok ? ok({}) : done;
    };

  /** While a ceremony is held the window is kept out of screenshots, and idleness locks later. */
  const heedCeremony = () => {
    const session = treasury?.ceremonies.session ?? null;
    const underWay = session !== null && !session.ended;
    protectContent(underWay);
    ceremonyUnderWay(underWay);
  };
  /** The same for what begins or ends a ceremony. */
  const guarded =
    <I>(run: (treasury: Treasury, input: I) => Promise<Result<void>>) =>
    async (input: I) => {
      const done = await act(run)(input);
      heedCeremony();
      return done;
    };
  const papers = createPapers({ dialogs, readAsset, now: effects.now });

  const open = async (folder: string) => {
    if (treasury !== null || opening) return refuse('treasury-in-use', 'close the open treasury first');
    opening = true;
    try {
      const opened = await openTreasury(path.resolve(folder), effects);
      if (!opened.ok) return opened;
      treasury = opened.value;
      settings.remember({ name: treasury.file.name, folder: treasury.folder });
      notify(['app', 'accounts', 'deposits', 'movements', 'journal']);
      return ok({});
    } finally {
      opening = false;
    }
  };

  return {
    'app.read': async () =>
      ok({
        version,
        runtime,
        canProtectContent,
        keyMs: dependencies.keyMs(),
        settings: settings.read(),
        recent: [...settings.recent()],
        treasury: treasury && readTreasury(treasury),
      }),
    'settings.write': async (input) => {
      settings.write(input);
      notify(['app']);
      return ok({});
    },

    'treasury.create-practice': async ({ name, password }) => {
      if (treasury !== null || opening) return refuse('treasury-in-use', 'close the open treasury first');
      const folder = path.join(userData, 'treasuries', `practice-${randomUUID().slice(0, 8)}`);
      const created = await createPracticeTreasury(
        { folder, name, password, workFactor: VAULT_WORK_FACTOR, checkpointMs: DEFAULT_CHECKPOINT_MS },
        effects,
      );
      return created.ok ? open(folder) : created;
    },
    'treasury.choose-folder': async () => ok({ folder: await dialogs.chooseFolder() }),
    'treasury.open': ({ folder }) => open(folder),
    'treasury.close': async () => {
      const closing = treasury;
      treasury = null;
      await closing?.close();
      heedCeremony();
      notify(['app']);
      return ok({});
    },

    'officer.sign-in': act(signIn),
    'officer.sign-out': act((open) => signOut(open)),
    'vault.unlock': act(openVault),
    'vault.lock': act((open, { vaultId }: { vaultId: string }) => lockVault(open, vaultId)),
    'station.lock': async () => {
      const locked = treasury === null ? ok(undefined) : await lockStation(treasury);
      heedCeremony();
      return locked.ok ? ok({}) : locked;
    },

    'dashboard.read': read((open) => readDashboard(open)),
    'account.list': read(listAccounts),
    'account.create': on(createAccount),
    'address.list': on(listAddresses),
    'address.issue': on(issueAddress),
    'address.copy': async ({ address }) => {
      if (treasury === null) return noTreasury();
      if (!treasury.store.accounts.find(address)) {
        return refuse('account-unknown', 'only addresses of this treasury are put on the clipboard');
      }
      return clipboard.copy(address);
    },
    'deposit.list': read(listDeposits),

    'movement.list': read(listMovements),
    'movement.read': on(readMovement),
    'withdrawal.preview': on(previewWithdrawal),
    'withdrawal.request': on(requestWithdrawal),
    'sweep.plan': on((open) => readSweepPlan(open)),
    'sweep.request': on((open) => requestSweep(open)),
    'movement.build': act((open, { id }: { id: string }) => buildProposal(open, id)),
    'movement.approve': act(approve),
    'movement.reject': act(reject),
    'movement.sign': act(sign),
    'movement.submit': act(submit),
    'movement.cancel': act(cancel),

    'ceremony.read': async () => ok(treasury && readCeremony(treasury)),
    'ceremony.list': on((open) => listCeremonies(open)),
    'ceremony.begin': guarded(beginTheCeremony),
    'ceremony.draw': act(drawWords),
    'ceremony.show-words': on(showWords),
    'ceremony.words-written': act((open) => wordsWritten(open)),
    'ceremony.check-words': on(checkWords),
    'ceremony.show-again': act((open) => showAgain(open)),
    'ceremony.split': act((open) => splitWords(open)),
    'ceremony.show-share': on(showShare),
    'ceremony.share-written': act((open) => shareWritten(open)),
    'ceremony.check-share': on(checkShare),
    'ceremony.sheets-labelled': act((open) => sheetsLabelled(open)),
    'ceremony.rehearse': on(rehearse),
    'ceremony.enter': act(enterBackup),
    'ceremony.choose-file': on(async (open) => {
      const file = await dialogs.chooseStronghold();
      return file === null ? ok(null) : chooseStronghold(open, file);
    }),
    'ceremony.open-file': act(openStronghold),
    'ceremony.confirm-address': act((open) => confirmAddress(open)),
    'ceremony.search': act(searchAccounts),
    'ceremony.write': act(writeVault),
    'ceremony.prepare-sweep': act((open) => prepareSweep(open)),
    'ceremony.retire-old-vault': act((open) => retireOldVault(open)),
    'ceremony.note-deviation': act(noteDeviation),
    'ceremony.abandon': guarded((open) => abandonCeremony(open)),
    'ceremony.sign': guarded(signTranscript),
    'ceremony.dismiss': act((open) => dismissCeremony(open)),
    'ceremony.save-sheet': on((open, { sheet }: { sheet: number }) => papers.saveSheet(open, sheet)),
    'ceremony.save-transcript': on((open, request: { id: string; format: 'pdf' | 'json' }) =>
      papers.saveTranscript(open, request),
    ),

    'vault.change-password': act(changeVaultPassword),
    'vault.migrate': act(migrateVault),
    'vault.save-copy': on(async (open, { vaultId, password }: { vaultId: string; password: Uint8Array }) => {
      const target = await dialogs.chooseSaveFile({
        title: 'Save a verified copy of the vault file',
        name: 'vault-copy.stronghold',
        kind: { name: 'Stronghold', extension: 'stronghold' },
      });
      if (target === null) return ok({ file: null });
      const saved = await saveVaultCopy(open, { vaultId, password, target });
      return saved.ok ? ok({ file: target }) : saved;
    }),

    'journal.list': read(listJournal),
    'journal.verify': on((open) => verifyJournal(open)),
    'journal.export': async () => {
      if (treasury === null) return noTreasury();
      const file = await dialogs.chooseSaveFile({
        title: 'Export the journal',
        name: 'journal.jsonl',
        kind: { name: 'JSON lines', extension: 'jsonl' },
      });
      if (file === null) return ok({ file });
      const exported = await exportJournal(treasury, file);
      return exported.ok ? ok({ file }) : exported;
    },

    'practice.deposit': act(practiceDeposit),
  };
}

function consoleEffects({
  spawnSigner,
  spawnCeremony,
  startPracticeNode,
  notify,
  runtime,
}: HandlerDependencies): ConsoleEffects {
  return {
    now: Date.now,
    random: (length) => new Uint8Array(randomBytes(length)),
    uuid: randomUUID,
    spawnSigner,
    spawnCeremony,
    workFactor: VAULT_WORK_FACTOR,
    startPracticeNode: (options) => startPracticeNode({ ...options, epochMs: DEFAULT_EPOCH_MS }),
    every(milliseconds, work) {
      const timer = setInterval(work, milliseconds);
      return () => clearInterval(timer);
    },
    notify,
    practiceOnly: runtime.kind === 'evaluation',
  };
}

function noTreasury() {
  return refuse('treasury-not-open', 'expected an open treasury');
}
