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
import { type Say, tellDecoded, tellSettled } from './day-texts.ts';
import { DemoFailure, decodedOf, must, password, settled } from './demo-steps.ts';
import { nodeConsoleEffects } from './node-console-effects.ts';

interface Part {
  readonly maker: Actor;
  readonly vaultId: string;
  readonly say: Say;
}

/**
 * A withdrawal that is approved at another station: the treasury travels there in an envelope, then the proposal, and the answer comes
 * back. A tampered answer is refused.
 */
export async function tellOfficersDesk(desk: Desk, { maker, vaultId, say }: Part): Promise<void> {
  const told = must(await makeEnvelope(desk, maker, must(await treasuryContents(desk))));
  tellMade(say, 'The treasury goes to another computer', told);
  const officer = await makeDesk(desk, told);
  try {
    const chiara = await chiaraAt(officer);
    const card = must(await makeEnvelope(officer, chiara, must(await cardContents(officer, chiara))));
    tellMade(say, 'Chiara Rossi makes her desk of it, with her own key, and sends her card', card);
    await take(desk, maker, card.bytes);

    const recipient = `0x${Buffer.from(desk.effects.random(32)).toString('hex')}`;
    const { id } = must(
      await requestWithdrawal(desk, maker, {
        vaultId,
        recipient,
        amount: '40',
        reference: 'payout 2026-0418',
      }),
    );
    const out = must(await proposalsContents(desk, [id]));
    const asked = must(await makeEnvelope(desk, maker, out.what, out.about));
    tellMade(say, 'A proposal goes out', asked);
    await take(officer, chiara, asked.bytes);
    const seen = decodedOf(must(await readMovement(officer, nobody, { id })));
    say('Her station has no network and no vault; it reads the bytes:');
    tellDecoded(seen, officer.chain.asset, say);
    must(await approve(officer, chiara, { id, digest: seen.digest, viewDigest: seen.viewDigest }));

    const back = must(await repliesContents(officer));
    const answer = must(await makeEnvelope(officer, chiara, back.what, back.about));
    tellMade(say, 'Her answer comes back', answer);
    await tellTampered(desk, answer.bytes, say);
    await take(desk, maker, answer.bytes);
    must(await sign(desk, maker, { id }));
    tellSettled(await settled(desk, id), desk.chain.asset, say);
  } finally {
    await officer.close();
  }
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
