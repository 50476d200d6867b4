import { beforeEach, expect, it } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { correctClock } from '../../../electron/console/vaults/correct-clock.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { clockedSigners } from '../../support/clocked-signers.ts';
import { type HeldAnswers, holdAnswers } from '../../support/held-answers.ts';
import {
  ask,
  askApproved,
  openFundedDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../support/treasury-steps.ts';

const MONTH = 30 * 86_400_000;

let ahead: number;
let desk: TestDesk;
let answers: HeldAnswers;
let early: string;

const now = () => Date.now() + ahead;
const stateOf = async (id: string) => (await desk.station.books.movements.get(id))?.state;
const signIt = async (id: string) => codeOf(await sign(desk.station, await enter(desk, 'Ben'), { id }));
const shown = async () =>
  (await readTreasury(desk.station, nobody)).vaults.find(({ id }) => id === desk.hot)?.sealedAhead;

/** A payment was signed while the clock of this computer was a month ahead; it is right again. */
beforeEach(async () => {
  ahead = 0;
  answers = holdAnswers(clockedSigners(now));
  desk = await openFundedDesk(['100', '100', '100'], { spawnSigner: answers.spawn, now });
  ahead = MONTH;
  early = await askApproved(desk, '10');
  expect(await signIt(early)).toBeNull();
  await settle(desk);
  ahead = 0;
});

it('a clock that ran ahead is named, and put right by two approvers: the vault signs again', async () => {
  const { station, hot: vaultId } = desk;
  const next = await askApproved(desk, '20');
  expect(await signIt(next)).toBe('clock-behind-seal');
  expect(await shown()).toBeGreaterThan(Date.now() + MONTH - 60_000);
  const [ben, chiara, mara] = [
    await enter(desk, 'Ben'),
    await enter(desk, 'Chiara'),
    await enter(desk, 'Mara'),
  ];
  const other = await ask(desk, '5');
  expect(codeOf(await approveShown(station, ben, other)), 'nor is anything approved by it').toBe(
    'clock-behind-seal',
  );

  expect(codeOf(await correctClock(station, ben, { vaultId, second: null }))).toBe('second-officer-needed');
  expect(codeOf(await correctClock(station, ben, { vaultId, second: ben }))).toBe('second-officer-needed');
  expect(codeOf(await correctClock(station, mara, { vaultId, second: ben }))).toBe('role-missing');
  ahead = -10 * 60_000;
  expect(
    codeOf(await correctClock(station, ben, { vaultId, second: chiara })),
    "the ledger's time is later",
  ).toBe('clock-off');
  ahead = 0;
  expect(await entriesOf(station, 'clock-corrected'), 'a refusal records nothing').toEqual([]);

  must(await correctClock(station, ben, { vaultId, second: chiara }));
  expect(await shown()).toBeNull();
  const [entry, ...more] = await entriesOf(station, 'clock-corrected');
  expect(more).toEqual([]);
  const signers = entry?.documents.flatMap(({ document }) =>
    'signatures' in document ? document.signatures.map(({ officerId }) => officerId) : [],
  );
  expect(new Set(signers).size).toBe(2);
  const { transaction } = must(await readMovement(station, nobody, { id: early }));
  expect(transaction?.signedAt).toBeLessThanOrEqual(Date.now());
  expect(codeOf(await correctClock(station, ben, { vaultId, second: chiara })), 'once').toBe(
    'clock-correction-bad',
  );

  expect(await signIt(next)).toBeNull();
  await settle(desk);
  expect(await stateOf(next)).toBe('final');
  must(await verifyJournal(station));
  must(await desk.station.check.whole());
  must(await (await desk.reopen()).check.whole());
});

it('killed between the journal and the answer of the vault, it has taken it, and opens and signs', async () => {
  const next = await askApproved(desk, '20');
  expect(await signIt(next)).toBe('clock-behind-seal');
  const [ben, chiara] = [await enter(desk, 'Ben'), await enter(desk, 'Chiara')];
  const { recorder } = desk.station;
  const dying = {
    commit: async (decision: Parameters<typeof recorder.commit>[0]) => {
      const written = await recorder.commit(decision);
      answers.next('seal clock', 'dies');
      return written;
    },
  } as unknown as typeof recorder;
  const corrected = await correctClock({ ...desk.station, recorder: dying }, ben, {
    vaultId: desk.hot,
    second: chiara,
  });
  expect(codeOf(corrected)).toBe('clock-not-sealed');
  await desk.reopen();
  await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  expect(await shown()).toBeNull();
  expect(await signIt(next)).toBeNull();
  await settle(desk);
  expect(await stateOf(next)).toBe('final');
  must(await verifyJournal(desk.station));
});
