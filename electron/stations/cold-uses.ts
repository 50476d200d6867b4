import { confirmAddress, enterBackup } from '../console/ceremony/backup-steps.ts';
import { beginTheCeremony } from '../console/ceremony/begin-ceremony.ts';
import { listCeremonies, readCeremony } from '../console/ceremony/ceremony-view.ts';
import { abandonCeremony, dismissCeremony, noteDeviation } from '../console/ceremony/end-ceremony.ts';
import { chooseStronghold, openStronghold } from '../console/ceremony/file-steps.ts';
import { searchAccounts } from '../console/ceremony/search-accounts.ts';
import { sheetByHand, sheetSaved, sheetsLabelled } from '../console/ceremony/sheet-steps.ts';
import { signTranscript } from '../console/ceremony/sign-transcript.ts';
import { chooseWalletFolder, leaveWalletFolder } from '../console/ceremony/wallet-folder-step.ts';
import {
  checkShare,
  checkWords,
  drawWords,
  rehearse,
  shareWritten,
  showAgain,
  showShare,
  showWords,
  splitWords,
  wordsWritten,
} from '../console/ceremony/words-steps.ts';
import { writeVault } from '../console/ceremony/write-vault.ts';
import { exportJournal } from '../console/journal/export-journal.ts';
import { listJournal } from '../console/journal/list-journal.ts';
import { verifyJournal } from '../console/journal/verify-journal.ts';
import { approve } from '../console/movements/approve.ts';
import { listMovements, readMovement } from '../console/movements/movement-views.ts';
import { reject } from '../console/movements/reject.ts';
import { sign } from '../console/movements/sign.ts';
import { signIn, signOut } from '../console/officers/sign-in.ts';
import { settleFolder } from '../console/treasury/settle-folder.ts';
import { readTreasury } from '../console/treasury/treasury-view.ts';
import { correctClock } from '../console/vaults/correct-clock.ts';
import { lockVault } from '../console/vaults/lock-vault.ts';
import { openVault } from '../console/vaults/open-vault.ts';
import { changeVaultPassword, migrateVault, saveVaultCopy } from '../console/vaults/vault-file.ts';

/**
 * What people do at a station without a network so far: the use cases of the console that need none. They are listed here
 * so that the import graph of the cold station, which may reach no network, is that of its whole work.
 */
export const coldUses = {
  treasury: { readTreasury, settleFolder, listJournal, verifyJournal, exportJournal },
  officers: { signIn, signOut },
  vaults: { openVault, lockVault, correctClock, changeVaultPassword, saveVaultCopy, migrateVault },
  movements: { listMovements, readMovement, approve, reject, sign },
  ceremonies: {
    readCeremony,
    listCeremonies,
    beginTheCeremony,
    drawWords,
    showWords,
    wordsWritten,
    checkWords,
    showAgain,
    splitWords,
    showShare,
    shareWritten,
    checkShare,
    sheetByHand,
    sheetSaved,
    sheetsLabelled,
    rehearse,
    enterBackup,
    chooseStronghold,
    openStronghold,
    confirmAddress,
    chooseWalletFolder,
    leaveWalletFolder,
    /** Passed over: there is nothing to search. */
    searchAccounts,
    writeVault,
    noteDeviation,
    abandonCeremony,
    signTranscript,
    dismissCeremony,
  },
} as const;
