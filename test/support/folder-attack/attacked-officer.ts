import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Actor } from '../../../electron/console/actor.ts';
import {
  type About,
  type EnvelopeContents,
  makeEnvelope,
} from '../../../electron/console/envelopes/make-envelope.ts';
import { proposalsContents } from '../../../electron/console/envelopes/proposals-contents.ts';
import { takeEnvelope } from '../../../electron/console/envelopes/take-envelope.ts';
import { cardContents, treasuryContents } from '../../../electron/console/envelopes/treasury-contents.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import type { Caller } from '../../../electron/console/officers/callers.ts';
import type { Station } from '../../../electron/console/station.ts';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { makeOfficerDesk, type OfficerDesk, openOfficerDesk } from '../../../electron/stations/officer.ts';
import type { StationEffects } from '../../../electron/stations/station-effects.ts';
import { copyFolder } from '../copy-folder.ts';
import { type OpenedDesk, openAt, outsideAt } from '../held-folder.ts';
import { placeTreasury } from '../place-treasury.ts';
import { startTreasuryNode } from '../treasury-node.ts';
import { approveShown, enter, must, officerIdOf, PASSWORD, utf8 } from '../treasury-steps.ts';
import { IOTA, noTimers } from './attacked-treasury.ts';

/** A payment that the desk proposed, and what Ben had said to it before the folder was closed; `later` has not come yet. */
export interface Proposed {
  readonly id: string;
  readonly recipient: string;
  /** Base units. */
  readonly units: bigint;
  /** Of its bytes. */
  readonly digest: string;
  readonly end: 'approved' | 'stopped' | 'rejected' | 'proposed' | 'later';
}

/** A closed officer's desk with a movement in every state, copies of its folder from earlier, and the desk that asks it. */
export interface AttackedOfficer {
  readonly parent: string;
  readonly folder: string;
  /** The app's own data, which is outside of the folder. */
  readonly outside: string;
  readonly olders: readonly string[];
  readonly payments: readonly Proposed[];
  readonly desk: OpenedDesk;
  /** Proposals that go out: the one that has not come yet, or all that wait. */
  readonly proposals: (which: 'later' | 'all') => Promise<{ file: Uint8Array; digest: string }>;
  /** Makes Ben's desk anew, of an envelope of this moment. */
  readonly join: (folder: string, outside: string) => Promise<void>;
  dispose(): Promise<void>;
}

/** An officer's desk that is open. */
export interface OpenedOfficer {
  readonly station: OfficerDesk;
  readonly caller: Caller;
}

const ends = ['approved', 'stopped', 'rejected', 'proposed', 'later'] as const;
const COIN = 50n * IOTA;

export const officerEffects = (outside: string): StationEffects => ({ ...noTimers, ...outsideAt(outside) });

/** Makes the desk, and Ben's, which is attacked. */
export async function makeAttackedOfficer(): Promise<AttackedOfficer> {
  const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-attacked-officer-'));
  const [treasury, folder, outside] = ['treasury', 'officer', 'outside'].map((name) =>
    path.join(parent, name),
  ) as [string, string, string];
  const node = await startTreasuryNode({});
  await placeTreasury(treasury, node, PASSWORD);
  const desk = await openAt(treasury, officerEffects(path.join(parent, 'outside-desk')));
  const dispose = async () => {
    await desk.station.close();
    await node.stop();
    rmSync(parent, { recursive: true, force: true });
  };
  const hot = vaultAtWork(desk.station.policy.present(), [], 'hot');
  must(
    await openVault(desk.station, await enter(desk, 'Ben'), { vaultId: hot.id, password: utf8(PASSWORD) }),
  );
  for (const _ of ends) await node.deposit(hot.receiveAddress, COIN);
  await node.checkpoint();
  await desk.station.line.follow();
  const payments: Proposed[] = [];
  for (const end of ends) payments.push(await ask(desk, { end, vaultId: hot.id, place: payments.length }));
  const proposals = async (which: 'later' | 'all') => {
    const ids = payments.filter(({ end }) => which === 'all' || end === 'later').map(({ id }) => id);
    const { what, about } = must(await proposalsContents(desk.station, ids));
    return out(desk.station, await enter(desk, 'Mara'), what, about);
  };
  const join = async (place: string, own: string) => {
    const mara = await enter(desk, 'Mara');
    const { file, digest } = await out(desk.station, mara, must(await treasuryContents(desk.station)));
    const name = desk.station.treasury.file().officerFiles[officerIdOf(desk.station, 'Ben')] ?? '';
    const keyFile = readFileSync(treasuryPaths(treasury).officer(name));
    const joining = { folder: place, file, digest, keyFile, password: utf8(PASSWORD) };
    must(await makeOfficerDesk(joining, officerEffects(own)));
    const ben = await openOfficer(place, own);
    const actor = await enter(ben, 'Ben');
    const card = await out(ben.station, actor, must(await cardContents(ben.station, actor)));
    await ben.station.close();
    must(await takeEnvelope(desk.station, mara, card));
  };
  await join(folder, outside);
  const olders: string[] = [];
  const remember = () => {
    const older = path.join(parent, `older-${olders.length}`);
    copyFolder(folder, older);
    olders.push(older);
  };
  remember();
  const here = payments.filter(({ end }) => end !== 'later');
  const { what, about } = must(
    await proposalsContents(
      desk.station,
      here.map(({ id }) => id),
    ),
  );
  const first = await out(desk.station, await enter(desk, 'Mara'), what, about);
  await atOfficer(folder, outside, async ({ station }, ben) => {
    must(await takeEnvelope(station, ben, first));
  });
  remember();
  await atOfficer(folder, outside, async ({ station }, ben) => {
    for (const { id, end } of here) {
      if (end === 'approved' || end === 'stopped') must(await approveShown(station, ben, id));
      if (end === 'stopped') must(await stop(station, ben, { id, reason: 'asked back' }));
      if (end === 'rejected') must(await reject(station, ben, { id, reason: 'wrong address' }));
    }
  });
  return { parent, folder, outside, olders, payments, desk, proposals, join, dispose };
}

export async function openOfficer(folder: string, outside: string): Promise<OpenedOfficer> {
  const station = must(await openOfficerDesk(folder, officerEffects(outside)));
  return { station, caller: station.callers.open() };
}

async function atOfficer(
  folder: string,
  outside: string,
  work: (at: OpenedOfficer, ben: Actor) => Promise<void>,
): Promise<void> {
  const at = await openOfficer(folder, outside);
  try {
    await work(at, await enter(at, 'Ben'));
  } finally {
    await at.station.close();
  }
}

/** Asks for a payment, and gives what its bytes are. */
async function ask(
  desk: OpenedDesk,
  {
    end,
    vaultId,
    place,
  }: { readonly end: Proposed['end']; readonly vaultId: string; readonly place: number },
): Promise<Proposed> {
  const recipient = `0x${(0xa0 + place).toString(16).repeat(32)}`;
  const amount = 10 + place;
  const typed = { vaultId, recipient, amount: `${amount}`, reference: end };
  const { id } = must(await requestWithdrawal(desk.station, await enter(desk, 'Mara'), typed));
  const digest = (await desk.station.books.movements.proposal(id))?.digest;
  if (digest === undefined) throw new Error('expected a payment that is built');
  return { id, recipient, units: BigInt(amount) * IOTA, digest, end };
}

/** Makes an envelope. */
async function out(
  station: Station,
  by: Actor,
  what: EnvelopeContents,
  about: readonly About[] = [],
): Promise<{ readonly file: Uint8Array; readonly digest: string }> {
  const { bytes, digest } = must(await makeEnvelope(station, by, what, about));
  return { file: bytes, digest };
}
