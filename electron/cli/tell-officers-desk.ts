import { readFile } from 'node:fs/promises';
import type { Actor } from '../console/actor.ts';
import { lookAtEnvelope } from '../console/envelopes/look-at-envelope.ts';
import { type Made, makeEnvelope } from '../console/envelopes/make-envelope.ts';
import { proposalsContents } from '../console/envelopes/proposals-contents.ts';
import { repliesContents } from '../console/envelopes/replies-contents.ts';
import { takeEnvelope } from '../console/envelopes/take-envelope.ts';
import { cardContents, treasuryContents } from '../console/envelopes/treasury-contents.ts';
import { approve } from '../console/movements/approve.ts';
import { readMovement } from '../console/movements/movement-views.ts';
import { requestWithdrawal } from '../console/movements/request-withdrawal.ts';
import { sign } from '../console/movements/sign.ts';
import { signIn } from '../console/officers/sign-in.ts';
import { actorOf, nobody } from '../console/officers/viewer.ts';
import type { Station } from '../console/station.ts';
import { treasuryPaths } from '../console/treasury/treasury-folder.ts';
import type { Desk } from '../stations/desk.ts';
import { makeOfficerDesk, type OfficerDesk, openOfficerDesk } from '../stations/officer.ts';
import { type Say, tellDecoded, tellMandate, tellSettled } from './day-texts.ts';
import { DemoFailure, decodedOf, must, password, settled } from './demo-steps.ts';
import { nodeConsoleEffects } from './node-console-effects.ts';

/** A treasury's desk, and the desk of one of its officers on another computer. */
export interface OfficersDesk {
  readonly desk: Desk;
  readonly maker: Actor;
  readonly officer: OfficerDesk;
  readonly chiara: Actor;
  readonly say: Say;
}

/** The treasury travels to an officer's desk in an envelope, and the officer's card comes back. Whoever asks closes that desk. */
export async function openOfficersDesk(desk: Desk, maker: Actor, say: Say): Promise<OfficersDesk> {
  const told = must(await makeEnvelope(desk, maker, must(await treasuryContents(desk))));
  tellMade(say, 'The treasury goes to another computer', told);
  const officer = await makeDesk(desk, told);
  try {
    const chiara = await chiaraAt(officer);
    const card = must(await makeEnvelope(officer, chiara, must(await cardContents(officer, chiara))));
    tellMade(say, 'Chiara Rossi makes her desk of it, with her own key, and sends her card', card);
    await take(desk, maker, card.bytes);
    return { desk, maker, officer, chiara, say };
  } catch (error) {
    await officer.close();
    throw error;
  }
}

/** A withdrawal that is approved at another station; a tampered answer is refused. */
export async function tellWithdrawalThere(parts: OfficersDesk, vaultId: string): Promise<void> {
  const { desk, maker, officer, say } = parts;
  const recipient = `0x${Buffer.from(desk.effects.random(32)).toString('hex')}`;
  const typed = { vaultId, recipient, amount: '40', reference: 'payout 2026-0418' };
  const { id } = must(await requestWithdrawal(desk, maker, typed));
  await giveOut(parts, id, 'A proposal goes out');
  const seen = decodedOf(must(await readMovement(officer, nobody, { id })));
  say('Her station has no network and no vault; it reads the bytes:');
  tellDecoded(seen, officer.chain.asset, say);
  const answer = await answered(parts, id, seen);
  await tellTampered(desk, answer, say);
  await take(desk, maker, answer);
  must(await sign(desk, maker, { id }));
  tellSettled(await settled(desk, id), desk.chain.asset, say);
}

/** A mandate travels whole, and is approved at another station once. */
export async function tellMandateThere(parts: OfficersDesk, ids: readonly string[]): Promise<void> {
  const { desk, maker, officer, say } = parts;
  const { asset } = desk.chain;
  const [id = ''] = ids;
  await giveOut(parts, id, 'The mandate goes out, with the bytes of each source');
  const { mandate } = must(await readMovement(officer, nobody, { id }));
  if (mandate === null) throw new DemoFailure('there is no mandate at the other station');
  tellMandate(mandate, asset, say);
  say('Chiara Rossi compares the word code at her desk and approves once.');
  await take(desk, maker, await answered(parts, id, mandate));
  say('The vault holds each transaction against her signature:');
  must(await sign(desk, maker, { id }));
  for (const each of ids) tellSettled(await settled(desk, each), asset, say);
}

/** What waits leaves the treasury's desk, and is taken in at the officer's. */
async function giveOut({ desk, maker, officer, chiara, say }: OfficersDesk, id: string, what: string) {
  const out = must(await proposalsContents(desk, [id]));
  const asked = must(await makeEnvelope(desk, maker, out.what, out.about));
  tellMade(say, what, asked);
  await take(officer, chiara, asked.bytes);
}

/** The officer approves what the own screen shows. @returns the answer, as a file */
async function answered(
  { officer, chiara, say }: OfficersDesk,
  id: string,
  { digest, viewDigest }: { readonly digest: string; readonly viewDigest: string },
): Promise<Uint8Array> {
  must(await approve(officer, chiara, { id, digest, viewDigest }));
  const back = must(await repliesContents(officer));
  const answer = must(await makeEnvelope(officer, chiara, back.what, back.about));
  tellMade(say, 'Her answer comes back', answer);
  return answer.bytes;
}

function tellMade(say: Say, what: string, { number, words, bytes }: Made): void {
  say(`${what}: envelope ${number}, ${bytes.length} bytes, ${words.join(' ')}`);
}

async function makeDesk({ treasury, policy }: Desk, told: Made): Promise<OfficerDesk> {
  const officer = policy.present().officers.find(({ name }) => name.startsWith('Chiara'));
  const file = treasury.file().officerFiles[officer?.id ?? ''];
  if (file === undefined) throw new DemoFailure('there is no officer Chiara');
  const keyFile = await readFile(treasuryPaths(treasury.folder).officer(file));
  const folder = `${treasury.folder}-officers-desk`;
  const joining = { folder, file: told.bytes, digest: told.digest, keyFile, password: password() };
  must(await makeOfficerDesk(joining, nodeConsoleEffects));
  return must(await openOfficerDesk(folder, nodeConsoleEffects));
}

async function chiaraAt(officer: OfficerDesk): Promise<Actor> {
  const caller = officer.callers.open();
  const [officerId = ''] = Object.keys(officer.treasury.file().officerFiles);
  must(await signIn(officer, caller, { officerId, password: password() }));
  return must(actorOf(caller, officerId));
}

/** Looks at an envelope and takes in the one that was shown, as people do who have compared its words. */
async function take(station: Station, actor: Actor, file: Uint8Array): Promise<void> {
  const { envelope } = must(await lookAtEnvelope(station, file));
  must(await takeEnvelope(station, actor, { file, digest: envelope.digest }));
}

async function tellTampered(desk: Desk, file: Uint8Array, say: Say): Promise<void> {
  const changed = Uint8Array.from(file);
  const last = changed.length - 1;
  changed[last] = (changed[last] ?? 0) ^ 1;
  const looked = await lookAtEnvelope(desk, changed);
  if (looked.ok) throw new DemoFailure('a tampered envelope was read');
  say(`  One bit of it changed on its way: REFUSED (${looked.code})`);
}
