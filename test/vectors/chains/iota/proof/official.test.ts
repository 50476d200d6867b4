import { bls12_381 } from '@noble/curves/bls12-381.js';
import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../../../../electron/chains/iota/pure/ledger/certificate.ts';
import { parseDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { decodeSummary } from '../../../../../electron/chains/iota/pure/ledger/summary.ts';
import { leap } from '../../../../../electron/chains/iota/pure/proof/light-client.ts';
import { advance, proveContents } from '../../../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtClosing, beginAtGenesis } from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import {
  certificateMessage,
  verifyCertificate,
} from '../../../../../electron/chains/iota/pure/proof/verify-certificate.ts';
import { votersOf } from '../../../../../electron/chains/iota/pure/proof/voters.ts';
import { bytesToHex } from '../../../../../electron/core/digest.ts';
import { certifiedTransfer, checkpointParts } from '../../../../support/certified-samples.ts';
import { must } from '../../../../support/must.ts';

const genesis = new Uint8Array(32);
const [first, second] = [checkpointParts('528'), checkpointParts('788')];
const transfer = certifiedTransfer();
const root = must(parseDigest(first.certified.digest));
const client = must(beginAtClosing(genesis, root, first.certified.summaryBcs));

const offer = (certified: typeof first.certified) => ({
  summary: certified.summaryBcs,
  certificate: certified.aggregatedSignatureBcs,
});

describe('two closing checkpoints of an official network', () => {
  it('the second is certified by the committee that the first elects', () => {
    const { client: after, weight } = must(leap(client, [offer(second.certified)], null));
    expect(weight).toEqual({ weight: 7500n, total: 10_000n, signers: 3 });
    expect(after.committee).toEqual({ epoch: 3n, members: second.nextEpochCommittee });
    expect(after.last).toMatchObject({ sequence: 788n, epoch: 2n, timestamp: 1731087214937n });
  });

  it('contents and effects are theirs', () => {
    for (const parts of [first, second]) {
      const summary = must(decodeSummary(parts.certified.summaryBcs));
      const effects = parts.transactions.map((each) => each.effectsBcs);
      const proven = must(proveContents({ summary }, { contents: parts.contentsBcs, effects }));
      expect(proven.map(({ effects: each }) => each.epoch)).toEqual(effects.map(() => summary.epoch));
    }
  });

  it('the first is not certified by the committee that it elects', () => {
    expect(leap(client, [offer(first.certified)], null)).toMatchObject({
      ok: false,
      code: 'checkpoint-skipped',
    });
    expect(leap({ ...client, last: null }, [offer(first.certified)], null)).toMatchObject({
      ok: false,
      code: 'certificate-epoch',
    });
  });
});

describe('a closing checkpoint and a transfer, certified with official software', () => {
  const start = must(beginAtGenesis(genesis, { epoch: 0n, members: transfer.committeeEpoch0 }));

  it('what validators sign is the same message', () => {
    for (const { summaryBcs, signingMessageHex } of [
      transfer.epochClose,
      transfer.certified,
      second.certified,
    ]) {
      const { epoch } = must(decodeSummary(summaryBcs));
      expect(bytesToHex(certificateMessage(summaryBcs, epoch))).toBe(signingMessageHex);
    }
  });

  it('the transfer is proven from the first committee on', () => {
    const closed = must(leap(start, [offer(transfer.epochClose)], null)).client;
    const offered = {
      ...offer(transfer.certified),
      contents: transfer.contentsBcs,
      effects: [transfer.effects.bytes],
    };
    const { checkpoints, client: after } = must(advance(closed, [offered]));
    expect(checkpoints).toHaveLength(1);
    expect(after.last).toMatchObject({ sequence: 42n, epoch: 1n });
  });
});

describe('one bit flipped in each byte is refused', () => {
  // The signature is not looked at for most of these: one pairing a flip would take minutes. The bench flips every bit.
  it.each(['epoch', 'signature', 'bitmap'] as const)(
    'of a certificate: its %s',
    (part) => {
      const [from, to] = { epoch: [0, 8], signature: [8, 56], bitmap: [56, 80] }[part] as [number, number];
      const { summaryBcs, aggregatedSignatureBcs } = second.certified;
      for (let at = from; at < Math.min(to, aggregatedSignatureBcs.length); at++) {
        const flipped = Uint8Array.from(aggregatedSignatureBcs);
        flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
        expect(leap(client, [{ summary: summaryBcs, certificate: flipped }], null).ok).toBe(false);
      }
    },
    60_000,
  );

  it('of a summary', () => {
    const { summaryBcs, aggregatedSignatureBcs } = second.certified;
    for (let at = 0; at < summaryBcs.length; at += 9) {
      const flipped = Uint8Array.from(summaryBcs);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
      expect(leap(client, [{ summary: flipped, certificate: aggregatedSignatureBcs }], null).ok).toBe(false);
    }
  }, 60_000);

  it('of contents and effects', () => {
    const summary = must(decodeSummary(second.certified.summaryBcs));
    const effects = second.transactions.map((each) => each.effectsBcs);
    for (let at = 0; at < second.contentsBcs.length; at++) {
      const contents = Uint8Array.from(second.contentsBcs);
      contents[at] = (contents[at] as number) ^ (1 << (at % 8));
      expect(proveContents({ summary }, { contents, effects })).toMatchObject({ code: 'contents-foreign' });
    }
    for (let at = 0; at < (effects[0]?.length ?? 0); at++) {
      const altered = Uint8Array.from(effects[0] as Uint8Array);
      altered[at] = (altered[at] as number) ^ (1 << (at % 8));
      const offered = { contents: second.contentsBcs, effects: [altered, ...effects.slice(1)] };
      expect(proveContents({ summary }, offered)).toMatchObject({ code: 'effects-foreign' });
    }
  });
});

it('the signature of an official certificate is one by the bare library too', () => {
  const { summaryBcs, aggregatedSignatureBcs } = second.certified;
  const summary = must(decodeSummary(summaryBcs));
  const certificate = must(decodeCertificate(aggregatedSignatureBcs));
  const voters = must(votersOf(client.committee));
  expect(verifyCertificate(summaryBcs, summary, certificate, voters).ok).toBe(true);
  const bls = bls12_381.shortSignatures;
  const key = bls.aggregatePublicKeys(certificate.signers.map((index) => voters.keys[index] ?? raise()));
  expect(bls.verify(certificate.signature, bls.hash(certificateMessage(summaryBcs, 2n)), key)).toBe(true);
});

function raise(): never {
  throw new Error('expected a key');
}
