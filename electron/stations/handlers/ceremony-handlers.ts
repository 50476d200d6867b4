import { askLibrary, passOverLibrary } from '../../console/ceremony/ask-library.ts';
import { confirmAddress, enterBackup } from '../../console/ceremony/backup-steps.ts';
import { type Begin, beginTheCeremony } from '../../console/ceremony/begin-ceremony.ts';
import { listCeremonies, listEarlierPayments, readCeremony } from '../../console/ceremony/ceremony-view.ts';
import { abandonCeremony, dismissCeremony, noteDeviation } from '../../console/ceremony/end-ceremony.ts';
import { chooseStronghold, openStronghold } from '../../console/ceremony/file-steps.ts';
import { prepareSweep, retireOldVault } from '../../console/ceremony/rotate-steps.ts';
import { searchAccounts } from '../../console/ceremony/search-accounts.ts';
import { sheetByHand, sheetSaved, sheetsLabelled } from '../../console/ceremony/sheet-steps.ts';
import { signTranscript } from '../../console/ceremony/sign-transcript.ts';
import { chooseWalletFolder, leaveWalletFolder } from '../../console/ceremony/wallet-folder-step.ts';
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
} from '../../console/ceremony/words-steps.ts';
import { writeVault } from '../../console/ceremony/write-vault.ts';
import type { ceremonyVerbs } from '../../contract/ceremony.ts';
import type { CallContext, Handlers, ParsedInput } from '../../contract/serve.ts';
import { ok, type Result } from '../../core/result.ts';
import type { AnyDesk } from '../any-desk.ts';
import type { DeskHolder } from '../desk-holder.ts';
import { type As, type Nothing, nothing, type OnDesk } from './on-desk.ts';
import { createPapers } from './papers.ts';

/** Ceremonies: every step, and their papers. */
export function ceremonyHandlers(
  readAsset: (name: string) => Promise<Uint8Array>,
  holder: DeskHolder,
  { on, run, see, act, change, secure }: OnDesk,
): Pick<Handlers, keyof typeof ceremonyVerbs> {
  /** A step: only for the caller that began the ceremony. */
  const step =
    <I, T>(use: (desk: AnyDesk, input: I, context: CallContext) => Promise<Result<T>>) =>
    (input: I, context: CallContext): Promise<Result<T>> =>
      on(async (desk, given: I, { callerId }) => {
        const own = holder.ceremonyOwner.check(desk, callerId);
        return own.ok ? use(desk, given, context) : own;
      })(input, context);

  /** The same for one that answers nothing. */
  const take = <I>(use: (desk: AnyDesk, input: I) => Promise<Result<void>>) =>
    step(async (desk, input: I) => nothing(await use(desk, input)));

  /** For what begins or ends a ceremony: the host is told. */
  const toldOf =
    <I, T>(use: (input: I, context: CallContext) => Promise<Result<T>>) =>
    async (input: I, context: CallContext) => {
      const done = await use(input, context);
      holder.tellOfCeremony();
      return done;
    };

  const begin = change(async (desk, actor, request: Begin, { callerId }) => {
    const begun = await beginTheCeremony(desk, actor, request);
    if (begun.ok) holder.ceremonyOwner.note(desk, callerId);
    return begun;
  });

  const papers = createPapers(readAsset, holder.effects);
  return {
    'ceremony.read': async (_, { callerId }) => {
      const { desk } = holder;
      const view = desk && readCeremony(desk);
      if (!desk || !view) return ok(null);
      const isOwn = holder.ceremonyOwner.isOf(desk, callerId);
      const isSeen = holder.callerOf(desk, callerId).officers.list().length > 0;
      return ok({
        ...view,
        isOwn,
        ...(isSeen ? {} : { contents: null, found: null, former: null, cameBack: null, moves: null }),
      });
    },
    'ceremony.list': see(listCeremonies),
    'ceremony.earlier-payments': see(listEarlierPayments),
    'ceremony.begin': toldOf(begin),
    'ceremony.draw': take(drawWords),
    'ceremony.show-words': step(showWords),
    'ceremony.words-written': take(wordsWritten),
    'ceremony.check-words': step(checkWords),
    'ceremony.show-again': take(showAgain),
    'ceremony.split': take(splitWords),
    'ceremony.show-share': step(showShare),
    'ceremony.share-written': take(shareWritten),
    'ceremony.check-share': step(checkShare),
    'ceremony.sheet-by-hand': take(sheetByHand),
    'ceremony.sheets-labelled': take(sheetsLabelled),
    'ceremony.rehearse': step(rehearse),
    'ceremony.enter': take(enterBackup),
    'ceremony.choose-file': step(async (desk, _: Record<never, never>, { place }) => {
      const file = await place.chooseStronghold();
      return file === null ? ok(null) : chooseStronghold(desk, file);
    }),
    'ceremony.open-file': take(openStronghold),
    'ceremony.confirm-address': take(confirmAddress),
    'ceremony.choose-wallet-folder': step(async (desk, _: Record<never, never>, { place }) => {
      const folder = await place.chooseWalletFolder();
      const read = folder === null ? ok(undefined) : await chooseWalletFolder(desk, folder);
      return read.ok ? ok({ chosen: folder !== null }) : read;
    }),
    'ceremony.leave-wallet-folder': take(leaveWalletFolder),
    'ceremony.ask-library': ({ password, unenclosed, as }: Asks, context) => {
      const passOver = async (desk: AnyDesk) => nothing(await passOverLibrary(desk));
      return password === null
        ? step(passOver)({}, context)
        : step(() => change(askLibrary)({ as, password, unenclosed }, context))({}, context);
    },
    'ceremony.search': take(searchAccounts),
    'ceremony.write': take(writeVault),
    'ceremony.prepare-sweep': take(prepareSweep),
    'ceremony.retire-old-vault': take(retireOldVault),
    'ceremony.note-deviation': take(noteDeviation),
    'ceremony.abandon': toldOf((input: As<Nothing>, context: CallContext) =>
      step(() => secure(abandonCeremony)(input, context))(input, context),
    ),
    'ceremony.sign': toldOf(take(signTranscript)),
    'ceremony.dismiss': run(dismissCeremony),
    'ceremony.save-sheet': step(async (desk, { sheet }: { readonly sheet: number }, { place }) => {
      const serial = desk.ceremonies.session?.sheets[sheet]?.serial;
      const saved = await papers.saveSheet(desk, sheet, place);
      if (!saved.ok || saved.value.file === null || serial === undefined) return saved;
      const noted = await sheetSaved(desk, { sheet, serial });
      return noted.ok ? saved : noted;
    }),
    'ceremony.save-transcript': act((desk, _, request: Transcript, { place }) =>
      papers.saveTranscript(desk, request, place),
    ),
  };
}

type Asks = ParsedInput<'ceremony.ask-library'>;

interface Transcript {
  readonly id: string;
  readonly format: 'pdf' | 'json';
}
