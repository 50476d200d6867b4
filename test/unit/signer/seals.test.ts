import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../electron/core/journal/journal-entry.ts';
import { journalHash, journalWitnessDigest } from '../../../electron/core/journal/journal-entry.ts';
import {
  approval,
  codeOf,
  coin,
  noes,
  officers,
  openVault,
  person,
  proposal,
  rejection,
  request,
  sealedVault,
  signAs,
  stranger,
  type TestOfficer,
  toSign,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const point = (seq: number, digit = 'a') => ({ seq, hash: digit.repeat(64) });
const pay = (number: number) => {
  const of = proposal({ requests: [request({ id: uuid(0x500 + number) })], coins: [coin(100 + number)] });
  return toSign(of, approval(of));
};

describe('the committed head of the journal that a vault seals', () => {
  it('is told at the next opening: by what was voided, by a signature, and with nothing else', async () => {
    const { vault, stateFile } = await sealedVault();
    const reopened = async () =>
      unwrap(await openVault({ stateFile, journalCounter: vault.mark.counter })).vault.journal;
    expect(vault.journal).toBeNull();
    const steps = [
      () => vault.sealEnds({ ...noes(rejection(proposal())), journal: point(4) }),
      () => vault.sign({ ...pay(1), journal: point(7, 'b') }),
      () => vault.sealEnds({ ...noes(), journal: point(9, 'c') }),
    ];
    const found = [];
    for (const step of steps) {
      expect(codeOf(await step())).toBe('accepted');
      found.push(await reopened());
    }
    expect(found).toEqual([point(4), point(7, 'b'), point(9, 'c')]);
  });

  it('and many rejections are kept by one writing, with one flush', async () => {
    const { vault, stateFile } = await sealedVault();
    const before = stateFile.writes;
    const no = (number: number) => rejection(proposal({ requests: [request({ id: uuid(number) })] }));
    const rejections = [1, 2, 3].map((number) => no(0x600 + number));
    unwrap(await vault.sealEnds({ ...noes(...rejections), journal: point(4) }));
    expect(stateFile.writes).toBe(before + 1);
    unwrap(await vault.sealEnds({ ...noes(...rejections), journal: point(4) }));
    expect(stateFile.writes, 'told again, they are known').toBe(before + 1);
  });

  it('is no change of the vault: the journal need not tell of it', async () => {
    const { vault } = await sealedVault();
    const { mark } = vault;
    expect(await vault.sealEnds({ ...noes(), journal: point(4) })).toEqual({ ok: true, value: mark });
    expect(unwrap(await vault.sign({ ...pay(1), journal: point(5) })).counter).toBe(mark.counter + 1);
  });

  it.each([
    ['that ends before it', point(8)],
    ['with another entry in its place', point(9, 'b')],
  ])('refuses a journal %s: nothing is signed or voided on its account', async (_, journal) => {
    const { vault, stateFile } = await sealedVault();
    unwrap(await vault.sealEnds({ ...noes(), journal: point(9) }));
    const { writes } = stateFile;
    expect(codeOf(await vault.sign({ ...pay(1), journal }))).toBe('journal-behind-seal');
    expect(codeOf(await vault.sealEnds({ ...noes(rejection(proposal())), journal }))).toBe(
      'journal-behind-seal',
    );
    expect(stateFile.writes).toBe(writes);
    expect(codeOf(await vault.sign({ ...pay(1), journal: point(9) })), 'the same one is no harm').toBe(
      'accepted',
    );
  });
});

/** The entry of a withdrawal, as the station of these fixtures writes it. */
function withdrawal(
  requestId: string,
  by: TestOfficer = officers.mara,
  overrides: Partial<JournalEntry> = {},
): JournalEntry {
  const content = {
    format: 'sallyport/journal/2' as const,
    stationId: uuid(0x51),
    seq: 12,
    previous: '0'.repeat(64),
    at: 1,
    heads: [],
    kind: 'request-cancelled' as const,
    actor: person(by),
    documents: [],
    body: { movementId: requestId },
    ...overrides,
  };
  const hash = journalHash(content);
  return {
    ...content,
    hash,
    stationSignature: '0'.repeat(128),
    witness: signAs(by, journalWitnessDigest(hash)),
  };
}

const other = (id: string, number: number) => {
  const of = proposal({ requests: [request({ id })], coins: [coin(number)] });
  return toSign(of, approval(of));
};

describe('a request that was rejected', () => {
  it('is signed in no other bytes either, however well approved: a table set it back to queued', async () => {
    const { vault, stateFile } = await sealedVault();
    const id = uuid(0x4e0);
    const of = proposal({ requests: [request({ id })], coins: [coin(1)] });
    unwrap(await vault.sealEnds(noes(rejection(of))));
    expect(codeOf(await vault.sign(other(id, 2)))).toBe('request-ended');
    expect(codeOf(vault.inspect({ proposal: other(id, 2).proposal }))).toBe('request-ended');
    const again = unwrap(await openVault({ stateFile, journalCounter: vault.mark.counter })).vault;
    expect(codeOf(await again.sign(other(id, 2)))).toBe('request-ended');
    expect(codeOf(await again.sign(other(uuid(0x4e1), 2)))).toBe('accepted');
  });

  it('before anything was built for it is signed in no bytes', async () => {
    const { vault } = await sealedVault();
    const id = uuid(0x4e0);
    unwrap(
      await vault.sealEnds(noes(rejection(proposal(), officers.ben, { subject: null, requestIds: [id] }))),
    );
    expect(codeOf(await vault.sign(other(id, 2)))).toBe('request-ended');
  });

  it('after its signature gets no other one', async () => {
    const { vault } = await sealedVault();
    const asked = pay(1);
    unwrap(await vault.sign(asked));
    unwrap(await vault.sealEnds(noes(rejection(asked.proposal))));
    const id = asked.proposal.requests[0]?.statement.id ?? '';
    expect(codeOf(await vault.sign(other(id, 2)))).toBe('request-ended');
  });
});

describe('a request that was withdrawn', () => {
  const id = uuid(0x4e0);
  const told = (...withdrawals: JournalEntry[]) => ({ ...noes(), withdrawals });

  it('is signed in no bytes, however well approved: a table set it back to queued', async () => {
    const { vault } = await sealedVault();
    unwrap(await vault.sealEnds(told(withdrawal(id))));
    expect(codeOf(await vault.sign(other(id, 2)))).toBe('request-ended');
    expect(codeOf(await vault.sign(other(uuid(0x4e1), 2)))).toBe('accepted');
  });

  const signedByStation = withdrawal(id);
  it.each([
    ['nobody of the policy signed', withdrawal(id, stranger), 'officer-unknown'],
    ['no officer signed', { ...signedByStation, witness: null }, 'journal-signature-bad'],
    [
      'another officer signed',
      { ...signedByStation, witness: withdrawal(id, officers.ben).witness },
      'journal-signature-bad',
    ],
    [
      'names another request than was signed',
      { ...signedByStation, body: { movementId: uuid(0x4e1) } },
      'journal-signature-bad',
    ],
    [
      'is one of another kind',
      withdrawal(id, officers.mara, { kind: 'proposal-expired' }),
      'journal-malformed',
    ],
    ['names no request', withdrawal(id, officers.mara, { body: { movementId: 'x' } }), 'input-malformed'],
  ])('is none where the entry %s', async (_, entry, code) => {
    const { vault, stateFile } = await sealedVault();
    const { writes } = stateFile;
    expect(codeOf(await vault.sealEnds(told(entry)))).toBe(code);
    expect(stateFile.writes).toBe(writes);
    expect(codeOf(await vault.sign(other(id, 2)))).toBe('accepted');
  });
});

describe('a vault whose state could not be written', () => {
  it('is closed, and gives nothing more: not even what it has in memory', async () => {
    const { vault, stateFile } = await sealedVault();
    const before = stateFile.content;
    stateFile.content = null;
    expect(codeOf(await vault.sign(pay(1)))).toBe('state-rolled-back');
    expect(vault.isClosed).toBe(true);
    stateFile.content = before;
    await expect(vault.sign(pay(1))).rejects.toThrow('closed');
    const again = unwrap(await openVault({ stateFile, journalCounter: vault.mark.counter })).vault;
    expect(codeOf(await again.sign(pay(1)))).toBe('accepted');
  });
});
