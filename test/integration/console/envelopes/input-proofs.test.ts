import { expect, it } from 'vitest';
import { lookAtEnvelope } from '../../../../electron/console/envelopes/look-at-envelope.ts';
import { proposalsContents } from '../../../../electron/console/envelopes/proposals-contents.ts';
import { treasuryContents } from '../../../../electron/console/envelopes/treasury-contents.ts';
import { readMovement } from '../../../../electron/console/movements/movement-views.ts';
import { vaultAtWork } from '../../../../electron/console/vaults/vault-of.ts';
import type { EnvelopeStatement } from '../../../../electron/core/envelope/envelope.ts';
import {
  envelopeOf,
  forged,
  knownOfficerDesk,
  officerDesk,
  proposalsOf,
  type TestOfficerDesk,
  take,
} from '../../../support/officer-desks.ts';
import { ask, openDesk, settle, type TestDesk, unlock } from '../../../support/treasury-fixture.ts';
import { anyLooker, approveShown, codeOf, enter, must, PASSWORD } from '../../../support/treasury-steps.ts';

/** A desk that follows by gRPC, with one deposit; the hot vault is open. */
async function fundedByGrpc() {
  const desk = await openDesk(undefined, PASSWORD, 'grpc');
  await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  await fund(desk, 2000n);
  return desk;
}

/** A deposit to the hot vault's first address, final and read. */
async function fund(desk: TestDesk, iota: bigint): Promise<void> {
  await desk.node.deposit(
    vaultAtWork(desk.station.policy.present(), [], 'hot').receiveAddress,
    iota * 1_000_000_000n,
  );
  await settle(desk);
}

const shownAt = async ({ station }: TestOfficerDesk, id: string) => {
  const { decoded } = must(await readMovement(station, anyLooker(station), { id }));
  return { grade: decoded?.grade, inputs: decoded?.certified?.inputs ?? 0 };
};

type Proposals = Extract<EnvelopeStatement, { readonly kind: 'proposals' }>;

it('an officer’s desk without a network proves the inputs by certificates, and says so after a reopening', async () => {
  const desk = await fundedByGrpc();
  const ben = await officerDesk(desk, 'Ben');
  const id = await ask(desk, '40');
  must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
  expect(await shownAt(ben, id)).toEqual({ grade: 'certified', inputs: 1 });
  must(await approveShown(ben.station, await ben.as(), id));
  await ben.reopen();
  expect(await shownAt(ben, id)).toEqual({ grade: 'certified', inputs: 1 });
});

it('validators of a later epoch are unknown until a new treasury envelope elects them', async () => {
  const desk = await fundedByGrpc();
  const ben = await officerDesk(desk, 'Ben');
  await desk.node.endEpoch();
  await desk.node.endEpoch();
  await fund(desk, 5000n);
  const id = await ask(desk, '2500');
  const first = await proposalsOf(desk, [id]);
  const { inside } = must(await lookAtEnvelope(ben.station, first));
  const [proposal] = inside.kind === 'proposals' ? inside.proposals : [];
  expect(proposal?.inputs.unknown?.code).toBe('committee-unknown');
  must(await take(ben.station, await ben.as(), first));
  expect((await shownAt(ben, id)).grade).toBe('desk');

  const mara = await enter(desk, 'Mara');
  const treasury = await envelopeOf(desk.station, mara, must(await treasuryContents(desk.station)));
  must(await take(ben.station, await ben.as(), treasury));
  must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
  expect(await shownAt(ben, id)).toEqual({ grade: 'certified', inputs: 1 });
});

it('a desk that forges a certificate, or brings the proof of another input, has its whole envelope refused', async () => {
  const desk = await fundedByGrpc();
  const ben = await knownOfficerDesk(desk, 'Ben');
  await fund(desk, 3000n);
  const file = await proposalsOf(desk, [await ask(desk, '40'), await ask(desk, '41')]);
  const changed = (change: (contents: Proposals['contents']) => object) =>
    forged(desk.station, file, (statement) =>
      statement.kind === 'proposals'
        ? { ...statement, contents: { ...statement.contents, ...change(statement.contents) } }
        : statement,
    );
  const flipped = await changed(({ proofs }) => ({
    proofs: proofs.map((proof) => {
      const bytes = Buffer.from(proof.bytes, 'base64');
      // A summary's last byte: what the validators signed.
      bytes[bytes.readUInt8(0) & 0x7f] = (bytes[bytes.readUInt8(0) & 0x7f] ?? 0) ^ 1;
      return { ...proof, bytes: bytes.toString('base64') };
    }),
  }));
  expect(codeOf(await take(ben.station, await ben.as(), flipped))).toMatch(
    /^(certificate-foreign|proof-malformed)$/,
  );
  const swapped = await changed(({ proofs }) => ({ proofs: [...proofs].reverse() }));
  expect(codeOf(await take(ben.station, await ben.as(), swapped))).toBe('envelope-malformed');
  must(await take(ben.station, await ben.as(), file));
});

it('a treasury envelope that elects other validators is refused, and makes no desk', async () => {
  const desk = await fundedByGrpc();
  const ben = await officerDesk(desk, 'Ben');
  await desk.node.endEpoch();
  await desk.station.line.follow();
  const mara = await enter(desk, 'Mara');
  const treasury = await envelopeOf(desk.station, mara, must(await treasuryContents(desk.station)));
  const lying = await forged(desk.station, treasury, (statement) => {
    if (statement.kind !== 'treasury' || statement.contents.epochs === null) throw new Error('no epochs');
    const { epochs } = statement.contents;
    const closings = epochs.closings.map((each) => {
      const bytes = Buffer.from(each, 'base64');
      bytes[200] = (bytes[200] ?? 0) ^ 1;
      return bytes.toString('base64');
    });
    return { ...statement, contents: { ...statement.contents, epochs: { ...epochs, closings } } };
  });
  expect(codeOf(await take(ben.station, await ben.as(), lying))).toMatch(
    /^(certificate-foreign|proof-malformed)$/,
  );
});

it('proposals go out without proofs while the node is away: the desk says how many, the officer’s desk that they are its word', async () => {
  const desk = await fundedByGrpc();
  const ben = await officerDesk(desk, 'Ben');
  const id = await ask(desk, '40');
  await desk.node.stop();
  expect(must(await proposalsContents(desk.station, [id])).unproven).toBe(1);
  must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
  expect(await shownAt(ben, id)).toEqual({ grade: 'desk', inputs: 0 });
});
