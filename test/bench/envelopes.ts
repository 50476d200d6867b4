import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mnemonicToSeedSync } from '@scure/bip39';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { packEnvelope, unpackEnvelope } from '../../electron/console/envelopes/pack-envelope.ts';
import { readPacked } from '../../electron/console/envelopes/read-packed.ts';
import { canonicalJson } from '../../electron/core/canonical-json.ts';
import { bytesToHex, hexToBytes } from '../../electron/core/digest.ts';
import { MOST_TEXT } from '../../electron/core/envelope/container.ts';
import { readEnvelope, writeEnvelope } from '../../electron/core/envelope/envelope.ts';
import { writeFrames } from '../../electron/core/envelope/fountain/write-frames.ts';
import { ENVELOPE_FORMAT, type EnvelopeHead } from '../../electron/core/envelope/head.ts';
import { inspectProposals, type Proposals } from '../../electron/core/envelope/kinds/proposals.ts';
import type { JsonValue } from '../../electron/core/json.ts';
import { policyReference } from '../../electron/core/policy/policy.ts';
import type { Proposal } from '../../electron/core/proposal/proposal.ts';
import { ok } from '../../electron/core/result.ts';
import { proveFromSource } from '../../electron/proof-thread/in-thread.ts';
import { keyPair, signMessage, verifySignature } from '../../electron/signer/ed25519.ts';
import { proveProposal } from '../../electron/signer/prove-proposal.ts';
import { readPicture } from '../../renderer/camera/read-picture.ts';
import { Scan } from '../../renderer/camera/scan.ts';
import {
  NOW,
  ownPartsOf,
  type SigningSamples,
  scattered,
  signingSamples,
  WORDS,
} from '../support/bench-samples.ts';
import { pictureOf } from '../support/code-pictures.ts';
import { must } from '../support/must.ts';
import { benchProofs } from './envelope-proofs.ts';
import { type BenchRow, median, milliseconds, ms, only, reported, time } from './measure.ts';

const PROPOSALS = 500;
const ROUNDS = 5;
/** Every third frame is lost. */
const LOST = 3;
const FRAME_MS = 100;

/** What proves one coin: certificate, summary, contents of a checkpoint of one transaction, effects, object. */
const PROOF_BYTES = 1070;

const id = '00000000-0000-4000-8000-00000000005a';
const key = keyPair(new Uint8Array(32).fill(7));
const sign = (digest: string) => bytesToHex(signMessage(key, hexToBytes(digest)));

/** Envelopes of proposals: written, read and inspected as the station does that gets them; and what they weigh. */
export async function benchEnvelopes(): Promise<BenchRow[]> {
  const made = signingSamples(mnemonicToSeedSync(WORDS), PROPOSALS, scattered);
  const all = await measured(made, contentsOf(made, PROPOSALS, 0));
  const { write, read, inspect } = all;
  const total = write + read + inspect;
  return [
    {
      what: `${PROPOSALS} proposals with an approval each in one file: written, read, and inspected (bytes decoded, inputs proven, every signature verified)`,
      measured: `${milliseconds(total)}: ${milliseconds(write)}, ${milliseconds(read)}, ${milliseconds(inspect)}`,
      target: 'at most 2 s',
      measures: [
        ms('envelopes.500', total, 2000),
        ms('envelopes.500-write', write),
        ms('envelopes.500-read', read),
        ms('envelopes.500-inspect', inspect),
      ],
    },
    ...(await sizes(made)),
    await benchForged(made),
    await benchLarge(made),
    await benchProofs(),
    await benchFrames(made),
  ];
}

export function contentsOf(made: SigningSamples, count: number, proofBytes: number): Proposals {
  const some = made.samples.slice(0, count);
  return {
    proofs:
      proofBytes === 0
        ? []
        : some.map(() => ({ chain: 'iota', bytes: randomBytes(proofBytes).toString('base64') })),
    mandates: [],
    ...ownPartsOf(made),
    proposals: some.map(({ proposal, approvals }, i) => ({
      proposal,
      approvals: [...approvals],
      mandate: null,
      proofs: proofBytes === 0 ? [] : [i],
    })),
  };
}

function headOf({ governed }: SigningSamples): EnvelopeHead {
  const policy = governed.standing.inForce;
  return {
    format: ENVELOPE_FORMAT,
    reads: [1],
    treasuryId: policy.treasuryId,
    network: policy.network,
    policy: policyReference(policy),
    station: { id, key: bytesToHex(key.publicKey) },
    number: 1,
    createdAt: NOW,
    expiresAt: NOW + 86_400_000,
    heads: [{ stationId: id, seq: 1, hash: 'ab'.repeat(32) }],
    marks: [],
  };
}

export async function packed(made: SigningSamples, contents: Proposals) {
  const { text } = must(writeEnvelope({ ...headOf(made), kind: 'proposals', contents }, sign));
  return { raw: text.length, file: must(await packEnvelope(text)) };
}

function identify(proposal: Proposal) {
  const proven = proveProposal(proposal, iotaChain);
  if (!proven.ok) return proven;
  const { digest, viewDigest, view } = proven.value;
  return ok({
    subject: { kind: 'transaction' as const, digest, viewDigest },
    payers: view.payers,
    changeTo: view.changeTo,
    inputs: { proven: [], unknown: null },
  });
}

export async function measured(made: SigningSamples, contents: Proposals) {
  const rounds: { readonly write: number; readonly read: number; readonly inspect: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let file = new Uint8Array();
    let arrived: Proposals | null = null;
    const write = await time(async () => {
      ({ file } = await packed(made, contents));
    });
    const read = await time(async () => {
      const { statement } = must(readEnvelope(must(await unpackEnvelope(file)), verifySignature));
      if (statement.kind === 'proposals') arrived = statement.contents;
    });
    const inspect = await time(() => {
      if (arrived === null) throw new Error('expected proposals');
      const inspected = must(
        inspectProposals(arrived, {
          policy: made.governed.standing.inForce,
          vaults: null,
          now: NOW,
          verify: verifySignature,
          identify,
        }),
      );
      if (inspected.length !== PROPOSALS) throw new Error('expected all proposals');
    });
    rounds.push({ write, read, inspect });
  }
  const middle = (of: 'write' | 'read' | 'inspect') => median(rounds.map((round) => round[of]));
  return { write: middle('write'), read: middle('read'), inspect: middle('inspect') };
}

async function sizes(made: SigningSamples): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of [1, 10, 100, PROPOSALS]) {
    const bare = await packed(made, contentsOf(made, count, 0));
    const proven = await packed(made, contentsOf(made, count, PROOF_BYTES));
    const told = ({ raw, file }: typeof bare) => `${raw} bytes, packed ${file.length}`;
    rows.push(
      reported(
        `An envelope of ${count} ${count === 1 ? 'proposal' : 'proposals'}, and with ${PROOF_BYTES} bytes of proof for each`,
        `${told(bare)}; ${told(proven)}`,
        only(`envelopes.size-${count}-raw`, bare.raw, 'bytes'),
        only(`envelopes.size-${count}-packed`, bare.file.length, 'bytes'),
        only(`envelopes.size-${count}-proven-raw`, proven.raw, 'bytes'),
        only(`envelopes.size-${count}-proven-packed`, proven.file.length, 'bytes'),
      ),
    );
  }
  return rows;
}

/** The largest envelope that can be, with a signature that is none: how long everything else waits for it to be refused. */
async function benchForged(made: SigningSamples): Promise<BenchRow> {
  const head = { ...headOf(made), kind: 'proposals', contents: 'HERE' };
  const most = MOST_TEXT - 16 * 1024;
  const inside = `[${`"${'x'.repeat(61)}",`.repeat(most >> 6)}1]`;
  const said = canonicalJson(head as unknown as JsonValue).replace('"HERE"', () => inside);
  const text = new TextEncoder().encode(`{"signature":"${'ab'.repeat(64)}","statement":${said}}`);
  const file = must(await packEnvelope(text));
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const work = await time(async () => {
    const read = await readPacked(file, () => true, proveFromSource);
    if (read.ok || read.code !== 'envelope-signature-bad') throw new Error('expected a refusal');
  });
  delays.disable();
  const longest = delays.max / 1e6;
  return {
    what: `A forged envelope of ${text.length} bytes is refused: the longest that a window waits meanwhile`,
    measured: `${milliseconds(longest)}, in ${milliseconds(work)}`,
    target: 'at most 100 ms',
    measures: [ms('envelopes.forged-wait', longest, 100), ms('envelopes.forged', work)],
  };
}

/** As large as an envelope of a known station can be, by its proofs: how long everything else waits while it is read. */
export async function benchLarge(made: SigningSamples): Promise<BenchRow> {
  const { file, raw } = await packed(made, contentsOf(made, PROPOSALS, 20_000));
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const work = await time(async () => must(await readPacked(file, () => true, proveFromSource)));
  delays.disable();
  const longest = delays.max / 1e6;
  return {
    what: `An envelope of ${raw} bytes of a known station is read: the longest that a window waits meanwhile`,
    measured: `${milliseconds(longest)}, in ${milliseconds(work)}`,
    target: 'at most 100 ms',
    measures: [ms('envelopes.large-wait', longest, 100), ms('envelopes.large', work)],
  };
}

/**
 * One withdrawal with its proofs, read out of pictures of 720 rows by a camera that joins late and loses every third frame. A
 * frame stands for its tenth of a second, or for as long as the page takes to read its picture.
 */
async function benchFrames(made: SigningSamples): Promise<BenchRow> {
  const { file } = await packed(made, contentsOf(made, 1, PROOF_BYTES));
  const frames = must(writeFrames(file, 'fine'));
  readPicture(pictureOf(frames.text(1)), false);
  const scan = new Scan(0);
  const reading: number[] = [];
  let seconds = 0;
  let shown = 0;
  for (; scan.state.message === null; shown++) {
    const picture = pictureOf(frames.text(frames.count + shown));
    const isLost = shown % LOST === LOST - 1;
    const work = await time(() => {
      if (!isLost) scan.take(readPicture(picture, false), shown * FRAME_MS);
    });
    if (!isLost) reading.push(work);
    seconds += Math.max(work, FRAME_MS) / 1000;
  }
  return {
    what: `The QR codes of one withdrawal with its proof (${file.length} bytes), joined late, every third frame lost, at ${1000 / FRAME_MS} a second, read out of pictures`,
    measured: `${shown} frames for ${frames.count} parts, ${seconds.toFixed(1)} s; a picture is read in ${milliseconds(median(reading))}`,
    target: 'at most 5 s',
    measures: [
      ms('envelopes.qr-withdrawal', seconds * 1000, 5000),
      ms('envelopes.qr-picture', median(reading)),
      only('envelopes.qr-frames', shown, 'count'),
    ],
  };
}
