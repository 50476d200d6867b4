import { cp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireOfficer } from '../../../../electron/console/actor.ts';
import { makeEnvelope } from '../../../../electron/console/envelopes/make-envelope.ts';
import { unpackEnvelope } from '../../../../electron/console/envelopes/pack-envelope.ts';
import { treasuryContents } from '../../../../electron/console/envelopes/treasury-contents.ts';
import { reject } from '../../../../electron/console/movements/reject.ts';
import { treasuryPaths } from '../../../../electron/console/treasury/treasury-folder.ts';
import { type EnvelopeStatement, readEnvelope } from '../../../../electron/core/envelope/envelope.ts';
import {
  type CardStatement,
  officerCardDigest,
} from '../../../../electron/core/envelope/kinds/officer-card.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { makeOfficerDesk } from '../../../../electron/stations/officer.ts';
import { outsideAt, settle as settleHeld } from '../../../support/held-folder.ts';
import {
  cardOf,
  forged,
  knownOfficerDesk,
  officerDesk,
  proposalsOf,
  repliesOf,
  type TestOfficerDesk,
  take,
} from '../../../support/officer-desks.ts';
import { ed25519KeyPair, signDigest } from '../../../support/test-signatures.ts';
import { ask, openFundedDesk, type TestDesk, temporaryFolder } from '../../../support/treasury-fixture.ts';
import {
  approveShown,
  codeOf,
  enter,
  must,
  officerIdOf,
  PASSWORD,
  utf8,
} from '../../../support/treasury-steps.ts';

type Of<K extends EnvelopeStatement['kind']> = Extract<EnvelopeStatement, { readonly kind: K }>;

/** Ben's desk has approved a withdrawal; the answer is under way. */
async function answered(amounts: readonly string[] = ['40']) {
  const desk = await openFundedDesk(Array(6).fill('2000'));
  const ben = await knownOfficerDesk(desk, 'Ben');
  const ids: string[] = [];
  for (const amount of amounts) ids.push(await ask(desk, amount));
  must(await take(ben.station, await ben.as(), await proposalsOf(desk, ids)));
  for (const id of ids) must(await approveShown(ben.station, await ben.as(), id));
  return { desk, ben, ids, id: ids[0] ?? '', replies: await repliesOf(ben) };
}

const stateAt = async ({ station }: Pick<TestDesk | TestOfficerDesk, 'station'>, id: string) =>
  (await station.books.movements.get(id))?.state;

describe('an envelope with answers is refused', () => {
  it('when an approval of one proposal was moved to another', async () => {
    const { desk, ben, ids, replies } = await answered(['40', '50']);
    const moved = await forged(ben.station, replies, (statement) => {
      const { contents } = statement as Of<'replies'>;
      const [first, second] = contents.replies;
      return { ...statement, contents: { replies: [{ ...first, about: second?.about }] } };
    });
    expect(codeOf(await take(desk.station, await enter(desk, 'Mara'), moved))).toBe('reply-unasked');
    for (const id of ids) expect(await stateAt(desk, id)).toBe('proposed');
  });

  it('when it comes again, also after a rejection', async () => {
    const { desk, id, replies } = await answered();
    const mara = await enter(desk, 'Mara');
    must(await take(desk.station, mara, replies));
    must(await reject(desk.station, mara, { id, reason: 'wrong payee' }));
    expect(codeOf(await take(desk.station, mara, replies))).toBe('envelope-replayed');
    expect(await stateAt(desk, id)).toBe('rejected');
  });

  it('when one byte of it was changed', async () => {
    const { desk, id, replies } = await answered();
    const mara = await enter(desk, 'Mara');
    for (let i = 0; i < replies.length; i += 17) {
      const changed = Uint8Array.from(replies);
      changed[i]! ^= 1;
      expect((await take(desk.station, mara, changed)).ok, `byte ${i}`).toBe(false);
    }
    expect(await stateAt(desk, id)).toBe('proposed');
  });

  it('when it answers what was never given out', async () => {
    const { desk, ben, replies } = await answered();
    const other = await ask(desk, '60');
    const { proposal } = must({ ok: true, value: await desk.station.books.movements.proposal(other) }) ?? {};
    const unasked = await forged(ben.station, replies, (statement) => {
      const { contents } = statement as Of<'replies'>;
      return {
        ...statement,
        contents: {
          replies: contents.replies.map((each) => ({
            ...each,
            about: { kind: 'proposal', id: proposal?.id },
          })),
        },
      };
    });
    expect(codeOf(await take(desk.station, await enter(desk, 'Mara'), unasked))).toBe('reply-unasked');
  });

  it('when the desk that made it is not known by its card', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await officerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
    must(await approveShown(ben.station, await ben.as(), id));
    const code = codeOf(await take(desk.station, await enter(desk, 'Mara'), await repliesOf(ben)));
    expect(code).toBe('envelope-station-unknown');
    expect(await stateAt(desk, id)).toBe('proposed');
  });

  it('when its station has put back an older copy of its folder: two envelopes of one number', async () => {
    const { desk, ben, replies } = await answered(['40', '50']);
    const mara = await enter(desk, 'Mara');
    const copy = path.join(await temporaryFolder(), 'copy');
    await ben.station.close();
    await cp(ben.folder, copy, { recursive: true });
    await ben.reopen();
    const third = await ask(desk, '60');
    const more = await proposalsOf(desk, [third]);
    must(await take(desk.station, mara, replies));
    must(await take(ben.station, await ben.as(), more));
    must(await approveShown(ben.station, await ben.as(), third));
    must(await take(desk.station, mara, await repliesOf(ben)));

    await ben.station.close();
    await rm(ben.folder, { recursive: true });
    await cp(copy, ben.folder, { recursive: true });
    await ben.reopen();
    const again = await proposalsOf(desk, [await ask(desk, '70')]);
    // The envelope from the desk names a newer entry of the journal that was put back.
    expect(codeOf(await take(ben.station, await ben.as(), again))).toBe('journal-behind-envelope');
  });
});

it('an older copy of a desk is held, also over a restart, by an answer that knows more of its journal; once settled it goes on', async () => {
  const outside = await temporaryFolder();
  const desk = await openFundedDesk(['2000'], outsideAt(outside));
  const ben = await knownOfficerDesk(desk, 'Ben');
  await desk.station.close();
  const copy = path.join(await temporaryFolder(), 'copy');
  await cp(desk.folder, copy, { recursive: true });
  await desk.reopen();
  const id = await ask(desk, '40');
  must(await take(ben.station, await ben.as(), await proposalsOf(desk, [id])));
  must(await approveShown(ben.station, await ben.as(), id));
  const replies = await repliesOf(ben);

  await desk.station.close();
  await rm(desk.folder, { recursive: true });
  await cp(copy, desk.folder, { recursive: true });
  await rm(path.join(outside, `${desk.station.treasury.file().id}.json`));
  await desk.reopen();
  must(desk.station.hold.check());
  expect(codeOf(await take(desk.station, await enter(desk, 'Mara'), replies))).toBe(
    'journal-behind-envelope',
  );
  expect(codeOf(desk.station.hold.check())).toBe('folder-older');
  await desk.reopen();
  expect(codeOf(desk.station.hold.check())).toBe('folder-older');
  must(await settleHeld(desk));
  await take(desk.station, await enter(desk, 'Mara'), replies);
  must(desk.station.hold.check());
});

describe('an envelope with proposals is refused at an officer’s desk', () => {
  it('when it comes again', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const file = await proposalsOf(desk, [await ask(desk, '40')]);
    must(await take(ben.station, await ben.as(), file));
    expect(codeOf(await take(ben.station, await ben.as(), file))).toBe('envelope-replayed');
  });

  it('when its desk has swapped the recipient in the request', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    const swapped = await forged(desk.station, await proposalsOf(desk, [id]), (statement) => {
      const { contents } = statement as Of<'proposals'>;
      const proposals = contents.proposals.map((item) => ({
        ...item,
        proposal: {
          ...item.proposal,
          requests: item.proposal.requests.map((request) => ({
            ...request,
            statement: { ...request.statement, recipient: `0x${'ee'.repeat(32)}` },
          })),
        },
      }));
      return { ...statement, contents: { ...contents, proposals } };
    });
    expect(codeOf(await take(ben.station, await ben.as(), swapped))).toBe('request-signature-bad');
    expect(await ben.station.books.movements.get(id)).toBeUndefined();
  });

  it('when its desk has left out what the vault signed of the change', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    const bare = await forged(desk.station, await proposalsOf(desk, [id]), (statement) => {
      const { contents } = statement as Of<'proposals'>;
      return { ...statement, contents: { ...contents, addresses: [], attestations: [] } };
    });
    expect(codeOf(await take(ben.station, await ben.as(), bare))).toBe('address-not-attested');
  });

  it('when another officer’s desk made it, which is not known there', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const chiara = await knownOfficerDesk(desk, 'Chiara');
    const file = await proposalsOf(desk, [await ask(desk, '40')]);
    const passedOn = await forged(chiara.station, file, (statement) => ({
      ...statement,
      station: { id: chiara.station.treasury.key.stationId, key: chiara.station.treasury.key.publicKey },
      heads: [{ ...statement.heads[0], stationId: chiara.station.treasury.key.stationId }],
    }));
    expect(codeOf(await take(ben.station, await ben.as(), passedOn))).toBe('envelope-station-unknown');
  });

  it('when it is not the envelope whose digest the screen showed', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const file = await proposalsOf(desk, [await ask(desk, '40')]);
    const { takeEnvelope } = await import('../../../../electron/console/envelopes/take-envelope.ts');
    const taken = await takeEnvelope(ben.station, await ben.as(), { file, digest: 'ab'.repeat(32) });
    expect(codeOf(taken)).toBe('envelope-other-digest');
  });
});

describe('an envelope is refused by the station that it is not for', () => {
  it('proposals at a desk: an officer’s desk would put bytes of its own in the place of the desk’s', async () => {
    const desk = await openFundedDesk(['2000']);
    const ben = await knownOfficerDesk(desk, 'Ben');
    const id = await ask(desk, '40');
    const file = await proposalsOf(desk, [id]);
    const { key } = ben.station.treasury;
    const theirs = await forged(ben.station, file, (statement) => ({
      ...statement,
      station: { id: key.stationId, key: key.publicKey },
      heads: [{ ...statement.heads[0], stationId: key.stationId, seq: 50 }],
      number: 7,
    }));
    const before = await desk.station.books.movements.get(id);
    expect(codeOf(await take(desk.station, await enter(desk, 'Mara'), theirs))).toBe(
      'envelope-not-for-station',
    );
    expect(await desk.station.books.movements.get(id)).toEqual(before);
  });

  it('a card at an officer’s desk', async () => {
    const desk = await openFundedDesk(['100']);
    const [ben, chiara] = [await officerDesk(desk, 'Ben'), await officerDesk(desk, 'Chiara')];
    const card = await cardOf(chiara);
    expect(codeOf(await take(ben.station, await ben.as(), card))).toBe('envelope-not-for-station');
  });
});

describe('an officer’s desk is not made', () => {
  async function joining(desk: TestDesk, name: string, change: (statement: Of<'treasury'>) => unknown) {
    const made = must(
      await makeEnvelope(desk.station, await enter(desk, 'Mara'), must(await treasuryContents(desk.station))),
    );
    const file = await forged(desk.station, made.bytes, (statement) => change(statement as Of<'treasury'>));
    const keyName = desk.station.treasury.file().officerFiles[officerIdOf(desk.station, name)] ?? '';
    const keyFile = await readFile(treasuryPaths(desk.folder).officer(keyName));
    const folder = path.join(await temporaryFolder(), 'officer');
    return (digest = made.digest) =>
      makeOfficerDesk({ folder, file, digest, keyFile, password: utf8(PASSWORD) }, desk.effects);
  }

  it('from a treasury envelope in which one officer’s key was swapped', async () => {
    const desk = await openFundedDesk(['100']);
    const join = await joining(desk, 'Ben', (statement) => ({
      ...statement,
      contents: {
        ...statement.contents,
        policies: statement.contents.policies.map((signed) => ({
          ...signed,
          policy: {
            ...signed.policy,
            officers: signed.policy.officers.map((each) =>
              each.name.startsWith('Chiara')
                ? { ...each, keys: each.keys.map((key) => ({ ...key, publicKey: 'ab'.repeat(32) })) }
                : each,
            ),
          },
        })),
      },
    }));
    expect(codeOf(await join())).toBe('policy-signature-bad');
  });

  it('from an envelope other than the one whose digest was compared', async () => {
    const desk = await openFundedDesk(['100']);
    const join = await joining(desk, 'Ben', (statement) => ({ ...statement, number: statement.number + 1 }));
    expect(codeOf(await join())).toBe('envelope-other-digest');
  });

  it('with a key file that is no officer’s', async () => {
    const desk = await openFundedDesk(['100']);
    const made = must(
      await makeEnvelope(desk.station, await enter(desk, 'Mara'), must(await treasuryContents(desk.station))),
    );
    const vaultFile = desk.station.treasury.file().vaultFiles[desk.hot] ?? '';
    const keyFile = await readFile(treasuryPaths(desk.folder).vault(vaultFile));
    const folder = path.join(await temporaryFolder(), 'officer');
    const joined = await makeOfficerDesk(
      { folder, file: made.bytes, digest: made.digest, keyFile, password: utf8(PASSWORD) },
      desk.effects,
    );
    expect(codeOf(joined)).toBe('officer-unknown');
  });
});

describe('a card is refused', () => {
  /** Ben's station makes a card that says something else of its officer, signed by a key of its choice. */
  async function cardThat(
    says: (own: CardStatement['officer'], desk: TestDesk) => CardStatement['officer'],
    sign: (card: CardStatement, ben: TestOfficerDesk) => Promise<string>,
  ) {
    const desk = await openFundedDesk(['100']);
    const ben = await officerDesk(desk, 'Ben');
    const { statement } = must(readEnvelope(must(await unpackEnvelope(await cardOf(ben))), verifySignature));
    const { treasuryId, network, station, contents } = statement as Of<'officer-card'>;
    const officer = says(contents.officer, desk);
    const signature = await sign({ treasuryId, network, station, officer }, ben);
    const card = await forged(ben.station, await cardOf(ben), (own) => ({
      ...own,
      contents: { officer, signature },
    }));
    const code = codeOf(await take(desk.station, await enter(desk, 'Mara'), card));
    expect(must(await desk.station.envelopes.read()).stations).toEqual([]);
    return code;
  }

  const byBen = async (card: CardStatement, ben: TestOfficerDesk) => {
    const { signer } = must(requireOfficer(await ben.as()));
    return must(await signer.ask('sign-statement', { kind: 'officer-card', card })).signature;
  };
  const mallory = ed25519KeyPair('Mallory');

  it('that gives an officer of the policy the key of a stranger, who signs it', async () => {
    const code = await cardThat(
      (own) => ({ ...own, publicKey: mallory.publicKey }),
      async (card) => signDigest(mallory, officerCardDigest(card)),
    );
    expect(code).toBe('officer-unknown');
  });

  it('by which one officer’s key is said to be another’s', async () => {
    const code = await cardThat((own, desk) => {
      const chiara = desk.station.policy.present().officers.find(({ name }) => name.startsWith('Chiara'));
      return { id: chiara?.id ?? '', name: chiara?.name ?? '', publicKey: own.publicKey };
    }, byBen);
    expect(code).toBe('officer-unknown');
  });

  it('that calls its officer otherwise than the policy does', async () => {
    expect(await cardThat((own) => ({ ...own, name: 'Mara Lindqvist' }), byBen)).toBe('officer-unknown');
  });

  it('that was changed after its officer signed it', async () => {
    const code = await cardThat(
      (own) => ({ ...own, name: 'Mara Lindqvist' }),
      (card, ben) => byBen({ ...card, officer: { ...card.officer, name: 'Ben Okafor' } }, ben),
    );
    expect(code).toBe('officer-card-bad');
  });
});
