import { confirmAddress, enterBackup } from '../../console/ceremony/backup-steps.ts';
import { type Begin, beginTheCeremony } from '../../console/ceremony/begin-ceremony.ts';
import { listCeremonies, readCeremony } from '../../console/ceremony/ceremony-view.ts';
import { abandonCeremony, dismissCeremony, noteDeviation } from '../../console/ceremony/end-ceremony.ts';
import { chooseStronghold, openStronghold } from '../../console/ceremony/file-steps.ts';
import { prepareSweep, retireOldVault } from '../../console/ceremony/rotate-steps.ts';
import { searchAccounts } from '../../console/ceremony/search-accounts.ts';
import { signTranscript } from '../../console/ceremony/sign-transcript.ts';
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
} from '../../console/ceremony/words-steps.ts';
import { writeVault } from '../../console/ceremony/write-vault.ts';
import type { ceremonyVerbs } from '../../contract/ceremony.ts';
import type { CallContext, Handlers } from '../../contract/serve.ts';
import { ok, type Result } from '../../core/result.ts';
import type { DeskHolder } from '../desk-holder.ts';
import type { As, OnDesk } from './on-desk.ts';
import { createPapers } from './papers.ts';

/** Ceremonies: every step, and their papers. */
export function ceremonyHandlers(
  readAsset: (name: string) => Promise<Uint8Array>,
  holder: DeskHolder,
  { on, run, change, secure }: OnDesk,
): Pick<Handlers, keyof typeof ceremonyVerbs> {
  /** For what begins or ends a ceremony: the host is told. */
  const heeded =
    <I, T>(answer: (input: I, context: CallContext) => Promise<Result<T>>) =>
    async (input: I, context: CallContext) => {
      const done = await answer(input, context);
      holder.heedCeremony();
      return done;
    };
  const papers = createPapers(readAsset, holder.effects.now);
  return {
    'ceremony.read': async () => ok(holder.desk && readCeremony(holder.desk)),
    'ceremony.list': on(listCeremonies),
    'ceremony.begin': heeded(
      change((desk, actor, { as, ...request }: As<Begin>) => beginTheCeremony(desk, actor, request)),
    ),
    'ceremony.draw': run(drawWords),
    'ceremony.show-words': on(showWords),
    'ceremony.words-written': run(wordsWritten),
    'ceremony.check-words': on(checkWords),
    'ceremony.show-again': run(showAgain),
    'ceremony.split': run(splitWords),
    'ceremony.show-share': on(showShare),
    'ceremony.share-written': run(shareWritten),
    'ceremony.check-share': on(checkShare),
    'ceremony.sheets-labelled': run(sheetsLabelled),
    'ceremony.rehearse': on(rehearse),
    'ceremony.enter': run(enterBackup),
    'ceremony.choose-file': on(async (desk, _: Record<never, never>, { place }) => {
      const file = await place.chooseStronghold();
      return file === null ? ok(null) : chooseStronghold(desk, file);
    }),
    'ceremony.open-file': run(openStronghold),
    'ceremony.confirm-address': run(confirmAddress),
    'ceremony.search': run(searchAccounts),
    'ceremony.write': run(writeVault),
    'ceremony.prepare-sweep': run(prepareSweep),
    'ceremony.retire-old-vault': run(retireOldVault),
    'ceremony.note-deviation': run(noteDeviation),
    'ceremony.abandon': heeded(secure(abandonCeremony)),
    'ceremony.sign': heeded(run(signTranscript)),
    'ceremony.dismiss': run(dismissCeremony),
    'ceremony.save-sheet': on((desk, { sheet }: { readonly sheet: number }, { place }) =>
      papers.saveSheet(desk, sheet, place),
    ),
    'ceremony.save-transcript': on(
      (desk, request: { readonly id: string; readonly format: 'pdf' | 'json' }, { place }) =>
        papers.saveTranscript(desk, request, place),
    ),
  };
}
