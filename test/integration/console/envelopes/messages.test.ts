import { expect, it } from 'vitest';
import { envelopeView, listEnvelopes } from '../../../../electron/console/envelopes/envelope-views.ts';
import { lookAtEnvelope } from '../../../../electron/console/envelopes/look-at-envelope.ts';
import { makeEnvelope } from '../../../../electron/console/envelopes/make-envelope.ts';
import { repliesContents } from '../../../../electron/console/envelopes/replies-contents.ts';
import { verifyJournal } from '../../../../electron/console/journal/verify-journal.ts';
import { approveMessage, refuseMessage } from '../../../../electron/console/messages/answer-message.ts';
import { askMessage } from '../../../../electron/console/messages/ask-message.ts';
import { messageContents } from '../../../../electron/console/messages/message-contents.ts';
import { readMessage } from '../../../../electron/console/messages/message-views.ts';
import { signMessage } from '../../../../electron/console/messages/sign-message.ts';
import { nobody } from '../../../../electron/console/officers/viewer.ts';
import type { Station } from '../../../../electron/console/station.ts';
import { vaultAtWork } from '../../../../electron/console/vaults/vault-of.ts';
import type { EnvelopeStatement } from '../../../../electron/core/envelope/envelope.ts';
import {
  forged,
  knownOfficerDesk,
  repliesOf,
  type TestOfficerDesk,
  take,
} from '../../../support/officer-desks.ts';
import { openDesk, type TestDesk, unlock } from '../../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../../support/treasury-steps.ts';

type Replies = Extract<EnvelopeStatement, { readonly kind: 'replies' }>;

const TEXT = 'Audit 2026\nNonce: 7f3a-91bc';

async function asked(desk: TestDesk, text = TEXT): Promise<string> {
  const address = vaultAtWork(desk.station.policy.present(), [], 'hot').receiveAddress;
  const mara = await enter(desk, 'Mara');
  return must(await askMessage(desk.station, mara, { vaultId: desk.hot, address, text })).digest;
}
async function sent(desk: TestDesk, digest: string): Promise<Uint8Array> {
  const { what, about } = must(await messageContents(desk.station, digest));
  return must(await makeEnvelope(desk.station, await enter(desk, 'Mara'), what, about)).bytes;
}
const shown = async (station: Station, digest: string) =>
  must(await readMessage(station, nobody, { digest }));
const approveAt = async ({ station, as }: TestOfficerDesk, digest: string) =>
  approveMessage(station, await as(), { digest, viewDigest: (await shown(station, digest)).viewDigest });
const takeAt = async (desk: TestDesk, file: Uint8Array) =>
  take(desk.station, await enter(desk, 'Mara'), file);

it('officers approve at their own desks, and the vault signs', async () => {
  const desk = await openDesk();
  const [ben, chiara] = [await knownOfficerDesk(desk, 'Ben'), await knownOfficerDesk(desk, 'Chiara')];
  const digest = await asked(desk);
  for (const each of [ben, chiara]) {
    const file = await sent(desk, digest);
    const looked = must(await lookAtEnvelope(each.station, file));
    expect(must(await envelopeView(each.station, looked)).inside).toMatchObject({
      kind: 'message',
      text: TEXT,
    });
    must(await take(each.station, await each.as(), file));
    expect(await shown(each.station, digest)).toMatchObject({ state: 'waiting', foreign: false });
    must(await approveAt(each, digest));
    must(await takeAt(desk, await repliesOf(each)));
    // What has left, leaves once.
    expect(codeOf(await repliesContents(each.station))).toBe('reply-unasked');
  }
  expect(await shown(desk.station, digest)).toMatchObject({
    state: 'approved',
    approvedBy: ['Ben Okafor', 'Chiara Rossi'],
  });
  const out = async () => must(await listEnvelopes(desk.station)).out;
  expect(await out()).toMatchObject([
    {
      about: 'message',
      digest,
      state: 'approved',
      approvedBy: ['Ben Okafor', 'Chiara Rossi'],
      approvalsNeeded: 2,
    },
  ]);
  // The second desk had the first one's approval with the message.
  expect((await shown(chiara.station, digest)).approvedBy).toHaveLength(2);
  must(await unlock(desk.station, desk.hot));
  must(await signMessage(desk.station, await enter(desk, 'Mara'), { digest }));
  expect(await out(), 'what is signed is out no more').toEqual([]);
  for (const station of [desk.station, ben.station, chiara.station]) must(await verifyJournal(station));
  await ben.reopen();
  expect(await shown(ben.station, digest)).toMatchObject({ text: TEXT });
});

it('an officer refuses at their own desk: the vault seals it, approvals that come later change nothing', async () => {
  const desk = await openDesk();
  const [ben, chiara] = [await knownOfficerDesk(desk, 'Ben'), await knownOfficerDesk(desk, 'Chiara')];
  const digest = await asked(desk);
  for (const each of [ben, chiara]) must(await take(each.station, await each.as(), await sent(desk, digest)));
  must(await approveAt(chiara, digest));
  must(await refuseMessage(ben.station, await ben.as(), { digest, reason: 'not ours' }));
  must(await unlock(desk.station, desk.hot));
  must(await takeAt(desk, await repliesOf(ben)));
  expect(await shown(desk.station, digest)).toMatchObject({
    state: 'refused',
    refusal: { officerName: 'Ben Okafor', reason: 'not ours' },
  });
  const late = must(await takeAt(desk, await repliesOf(chiara)));
  expect(late.map((each) => each.late?.code)).toEqual(['approval-voided']);
  const { client } = must(desk.station.keys.vaults.session(desk.hot));
  const { message } = must(await desk.station.messages.read()).get(digest)!;
  const { approvals } = must(await chiara.station.messages.read()).get(digest)!;
  const past = await client.ask('sign-message', { message, approvals: [...approvals] });
  expect(codeOf(past)).toBe('approval-voided');
});

it('attacks by envelope: altered, of another treasury, replayed, moved to another message, unasked', async () => {
  const desk = await openDesk();
  const ben = await knownOfficerDesk(desk, 'Ben');
  const [digest, other] = [await asked(desk), await asked(desk, 'another text')];
  const file = await sent(desk, digest);
  const byBen = async (bytes: Uint8Array) => codeOf(await take(ben.station, await ben.as(), bytes));
  const altered = (change: (contents: Record<string, unknown>) => unknown) =>
    forged(desk.station, file, (statement) => ({
      ...statement,
      contents: change(statement.contents as Record<string, unknown>),
    }));
  expect(await byBen(await altered((contents) => ({ ...contents, text: 'I owe you' })))).toBe(
    'envelope-malformed',
  );
  const another = await forged(desk.station, file, (statement) => ({
    ...statement,
    treasuryId: '0193a3e0-0000-4000-8000-00000000000a',
  }));
  expect(await byBen(another)).toBe('envelope-other-treasury');
  expect(codeOf(await takeAt(desk, file))).toBe('envelope-own');
  must(await take(ben.station, await ben.as(), file));
  expect(await byBen(file)).toBe('envelope-replayed');
  must(await approveAt(ben, digest));
  const replies = await repliesOf(ben);
  const about = (of: string) =>
    forged(ben.station, replies, (statement) => ({
      ...statement,
      contents: {
        replies: (statement as Replies).contents.replies.map((reply) => ({
          ...reply,
          about: { kind: 'message', digest: of },
        })),
      },
    }));
  // The other one was asked for, and never given out.
  expect(codeOf(await takeAt(desk, await about(other)))).toBe('reply-unasked');
  await sent(desk, other);
  expect(codeOf(await takeAt(desk, await about(other)))).toBe('reply-other-bytes');
  must(await takeAt(desk, replies));
  expect(codeOf(await takeAt(desk, replies))).toBe('envelope-replayed');
  expect(await shown(desk.station, digest)).toMatchObject({ approvedBy: ['Ben Okafor'] });
  expect(await shown(desk.station, other)).toMatchObject({ approvedBy: [] });
});
