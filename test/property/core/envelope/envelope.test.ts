import { describe, expect, it } from 'vitest';
import { packEnvelope, unpackEnvelope } from '../../../../electron/console/envelopes/pack-envelope.ts';
import { decodeCborList, encodeCborList } from '../../../../electron/core/envelope/cbor-list.ts';
import { checkEnvelope, type TakenEnvelope } from '../../../../electron/core/envelope/check-envelope.ts';
import { readEnvelope, writeEnvelope } from '../../../../electron/core/envelope/envelope.ts';
import { inspectReplies } from '../../../../electron/core/envelope/kinds/replies.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { codeOf, hot, messageSubject, NOW, officers, proposal } from '../../../support/core-samples.ts';
import {
  bensDesk,
  contents,
  entryHash,
  envelope,
  head,
  knowledge,
  messageAsked,
  policies,
  signBy,
  statement,
  subjectOf,
} from '../../../support/envelope-samples.ts';
import { fc } from '../../../support/fast-check.ts';
import { must } from '../../../support/must.ts';

const sign = signBy(bensDesk);
const line = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .filter((text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(text));
const text = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => `:${lines.join('\n')}`);
const item = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.string({ unit: 'binary' }).filter((each) => each.isWellFormed()),
  fc.uint8Array(),
);

describe('any envelope', () => {
  it('is read as it was written, through any compression', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.maxSafeInteger(), fc.nat(1_000_000), async (words, number, seq) => {
        const of = statement('message', bensDesk, {
          number: Math.abs(number) || 1,
          heads: [{ stationId: bensDesk.id, seq: seq + 1, hash: entryHash(bensDesk.id, seq) }],
          contents: { ...contents.message, text: words },
        });
        const written = must(writeEnvelope(of, sign));
        const file = must(await packEnvelope(written.text));
        const read = must(readEnvelope(must(await unpackEnvelope(file)), verifySignature));
        expect(read).toEqual({ statement: of, digest: written.digest });
      }),
      { numRuns: 60 },
    );
  });

  it('that is no envelope is refused, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect(codeOf(await unpackEnvelope(bytes))).toMatch(/^envelope-/);
        expect(codeOf(readEnvelope(bytes, verifySignature))).toBe('envelope-malformed');
      }),
    );
  });
});

describe('replies of one station', () => {
  const numbers = [1, 2, 3, 4, 5, 6];
  const all = numbers.map((number) => statement('replies', bensDesk, { number }));

  it('are taken in once each, in whatever order they come and however often', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all), { maxLength: 20 }), (order) => {
        const taken: TakenEnvelope[] = [];
        for (const of of order) {
          const { digest } = envelope(of);
          const known = taken.some((each) => each.digest === digest);
          const stations = [
            { stationId: bensDesk.id, stationKey: bensDesk.key, isRetired: false, taken: [...taken] },
          ];
          const code = codeOf(checkEnvelope(envelope(of), knowledge({ stations })));
          expect(code).toBe(known ? 'envelope-replayed' : 'accepted');
          if (!known) taken.push({ digest, kind: 'replies', number: of.number, seq: of.number * 10 });
        }
      }),
    );
  });

  it('say the same of each reply in whatever order they lie in the envelope', () => {
    const inspect = (replies: (typeof contents.replies.replies)[number][]) =>
      must(
        inspectReplies(
          { replies },
          {
            policies,
            inForce: 1,
            now: NOW,
            verify: verifySignature,
            proposal: (id) =>
              id === proposal().id
                ? {
                    subject: subjectOf(proposal()),
                    requestIds: proposal().requests.map((each) => each.statement.id),
                    endsIds: proposal().requests.map((each) => each.statement.id),
                    makerIds: [officers.mara.id],
                    vaultId: hot.id,
                    isVoid: true,
                    endsBy: null,
                    policyVersion: null,
                  }
                : null,
            mandate: () => null,
            message: () => ({
              subject: messageSubject(messageAsked),
              requestIds: [],
              endsIds: [],
              makerIds: [officers.mara.id],
              vaultId: null,
              isVoid: false,
              endsBy: null,
              policyVersion: null,
            }),
            checkMessageSigned: () => ({ ok: true, value: undefined }),
            checkSigned: () => ({ ok: true, value: undefined }),
          },
        ),
      );
    const said = new Map(inspect([...contents.replies.replies]).map(({ answer, late }) => [answer, late]));
    fc.assert(
      fc.property(fc.shuffledSubarray([...contents.replies.replies], { minLength: 1 }), (some) => {
        for (const { answer, late } of inspect(some)) expect(late).toEqual(said.get(answer));
      }),
    );
  });
});

it('an envelope of a journal that goes on is never taken for one that was lost', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 2, maxLength: 12 }), fc.nat(), (steps, pick) => {
      let seq = 1;
      const chain = steps.map((step, i) => {
        seq += step;
        return statement('replies', bensDesk, {
          number: i + 1,
          heads: [{ ...there(head(bensDesk).heads[0]), seq, hash: entryHash(bensDesk.id, seq) }],
        });
      });
      const last = chain.splice(pick % chain.length, 1)[0];
      const taken = chain.map((of) => ({
        digest: envelope(of).digest,
        kind: of.kind,
        number: of.number,
        seq: of.heads[0]?.seq ?? 0,
      }));
      const stations = [{ stationId: bensDesk.id, stationKey: bensDesk.key, isRetired: false, taken }];
      expect(codeOf(checkEnvelope(envelope(there(last)), knowledge({ stations })))).toBe('accepted');
    }),
  );
});

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected a value');
  return value;
}

describe('CBOR lists', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), (items) => {
        expect(decodeCborList(encodeCborList(items))).toEqual(items);
      }),
    );
  });

  it('have one form: other bytes are refused, or say the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const items = decodeCborList(bytes);
        if (items !== null) expect(encodeCborList(items)).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});
