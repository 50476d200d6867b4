import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { settlesFrom } from '../../../electron/console/treasury/settle-folder.ts';
import { bytesToHex } from '../../../electron/core/digest.ts';
import { policyReference } from '../../../electron/core/policy/policy.ts';
import { newRequestsFrom } from '../../../electron/core/proposal/request.ts';
import { type Settlement, settlementDigest } from '../../../electron/core/station/settlement.ts';
import { keyPair } from '../../../electron/signer/ed25519.ts';
import { keysAtDesk } from '../../support/policy-parts.ts';
import {
  approval,
  codeOf,
  NOW,
  noes,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  request,
  sealedVault,
  signAs,
  signPolicy,
  stranger,
  type TestOfficer,
  toSign,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const { mara, ben } = officers;
const policies = [signPolicy(policy())];
const DAY = 86_400_000;

const settlement = (changes: Partial<Settlement> = {}): Settlement => {
  const { treasuryId, network } = policy();
  return {
    treasuryId,
    network,
    policy: policyReference(policy()),
    follows: { seq: 7, hash: 'ab'.repeat(32) },
    stationId: uuid(0x57a),
    stationKey: 'cd'.repeat(32),
    retires: null,
    newer: null,
    spends: [],
    nothingUnderWay: false,
    refuseBefore: NOW,
    signsFrom: NOW + 16 * DAY,
    ...changes,
  };
};

const signed = (of: Settlement, ...by: readonly TestOfficer[]) => ({
  settlement: of,
  signatures: by.map((each) => ({ officerId: each.id, signature: signAs(each, settlementDigest(of)) })),
});

const seal = ({ vault }: OpenFixture, of: Settlement, by: readonly TestOfficer[] = [mara, ben]) =>
  vault.sealSettlement(signed(of, ...by), policies);

const sign = ({ vault, clock }: OpenFixture, createdAt = NOW) => {
  const of = proposal({ requests: [request({ createdAt })] });
  return vault.sign(toSign(of, approval(of, ben, { expiresAt: clock.now + 1000 })));
};

describe('a vault that has sealed a settlement', () => {
  it('begins the seals of the journal anew, once: officers have signed which one goes on', async () => {
    const opened = await sealedVault();
    const told = (seq: number, digit: string) =>
      opened.vault.sealEnds({ ...noes(), journal: { seq, hash: digit.repeat(64) } });
    unwrap(await told(900, 'a'));
    expect(codeOf(await told(8, 'b'))).toBe('journal-behind-seal');
    unwrap(await seal(opened, settlement()));
    expect(opened.vault.journal).toBeNull();
    expect(codeOf(await told(8, 'b'))).toBe('accepted');
    unwrap(await seal(opened, settlement()));
    expect(codeOf(await told(7, 'b')), 'the same settlement again changes nothing').toBe(
      'journal-behind-seal',
    );
    const { stateFile, vault } = opened;
    const again = unwrap(await openVault({ stateFile, journalCounter: vault.mark.counter })).vault;
    expect(again.journal).toEqual({ seq: 8, hash: 'b'.repeat(64) });
  });

  it('signs nothing before the time that two officers signed, and signs from then on', async () => {
    const opened = await sealedVault();
    unwrap(await seal(opened, settlement()));
    expect(codeOf(await sign(opened))).toBe('vaults-wait');
    opened.clock.now = NOW + 16 * DAY - 1;
    expect(codeOf(await sign(opened))).toBe('vaults-wait');
    opened.clock.now = NOW + 16 * DAY;
    unwrap(await sign(opened, NOW + 16 * DAY));
  });

  it('never signs a request from before it, whatever the officers know', async () => {
    const opened = await sealedVault();
    unwrap(await seal(opened, settlement({ nothingUnderWay: true, signsFrom: NOW })));
    expect(codeOf(await sign(opened, NOW - 1))).toBe('request-too-old');
    unwrap(await sign(opened, NOW));
  });

  it('remembers it when it is opened again', async () => {
    const opened = await sealedVault();
    const { counter } = unwrap(await seal(opened, settlement()));
    const again = unwrap(await openVault({ stateFile: opened.stateFile, journalCounter: counter }));
    expect(codeOf(await sign(again))).toBe('vaults-wait');
  });

  it('takes a newer one, which may end the wait', async () => {
    const opened = await sealedVault();
    unwrap(await seal(opened, settlement()));
    const newer = { refuseBefore: NOW + 1, signsFrom: NOW + 1, nothingUnderWay: true };
    unwrap(await seal(opened, settlement(newer)));
    opened.clock.now = NOW + 1;
    unwrap(await sign(opened, NOW + 1));
  });

  it('is not shortened by an older settlement that is shown again', async () => {
    const opened = await sealedVault();
    const older = settlement({ refuseBefore: NOW - 5, signsFrom: NOW - 5, nothingUnderWay: true });
    unwrap(await seal(opened, older));
    const { counter } = unwrap(await seal(opened, settlement()));
    expect(unwrap(await seal(opened, older)).counter).toBe(counter);
    expect(unwrap(await seal(opened, settlement())).counter).toBe(counter);
    expect(codeOf(await sign(opened))).toBe('vaults-wait');
  });
});

describe('a settlement that was signed by a clock that was put back', () => {
  it('told again after a later one, wipes no seal of the journal: older books stay refused', async () => {
    const opened = await sealedVault();
    const told = (seq: number, digit: string) =>
      opened.vault.sealEnds({ ...noes(), journal: { seq, hash: digit.repeat(64) } });
    const first = settlement({ refuseBefore: NOW - DAY, signsFrom: NOW + DAY });
    unwrap(await seal(opened, first));
    unwrap(await seal(opened, settlement({ nothingUnderWay: true, signsFrom: 0 })));
    unwrap(await told(900, 'a'));
    const { counter } = opened.vault.mark;
    unwrap(await seal(opened, first));
    expect(opened.vault.mark.counter).toBe(counter);
    expect(codeOf(await told(8, 'b'))).toBe('journal-behind-seal');
  });

  it('is dated behind every settlement before it, so that a vault takes it for the newest', () => {
    const earlier = newRequestsFrom(NOW);
    expect(settlesFrom(NOW - DAY, { refuseBefore: earlier })).toBe(earlier + 1);
    expect(settlesFrom(NOW + 5, { refuseBefore: earlier })).toBe(earlier + 5);
    expect(settlesFrom(NOW, { refuseBefore: 0 })).toBe(earlier);
  });
});

describe('a settlement is not sealed', () => {
  it.each<[string, Partial<Settlement>, readonly TestOfficer[]]>([
    ['by one officer', {}, [mara]],
    ['by one officer twice', {}, [ben, ben]],
    ['by a stranger', {}, [mara, stranger]],
    ['of another treasury', { treasuryId: uuid(0xbad) }, [mara, ben]],
    ['on another network', { network: { id: 'iota:practice', genesis: 'deadbeef' } }, [mara, ben]],
    ['under a policy that is none', { policy: { version: 9, digest: 'ab'.repeat(32) } }, [mara, ben]],
  ])('%s', async (_, changes, by) => {
    const opened = await sealedVault();
    expect(codeOf(await seal(opened, settlement(changes), by))).toBe('settlement-bad');
    unwrap(await sign(opened));
  });

  it('with a time that its officers did not sign', async () => {
    const opened = await sealedVault();
    const document = signed(settlement(), mara, ben);
    const forged = { ...document, settlement: { ...document.settlement, signsFrom: NOW } };
    expect(codeOf(await opened.vault.sealSettlement(forged, policies))).toBe('settlement-bad');
  });
});

it('a settlement under a policy that the attacker made, with officers of their own, is refused: the vault knows another', async () => {
  const opened = await sealedVault();
  const { mark } = opened.vault;
  const theirs = policy({
    officers: policy().officers.map((officer) => ({
      ...officer,
      keys: keysAtDesk(bytesToHex(keyOf(officer.id).publicKey)),
    })),
  });
  const own = signPolicy(theirs, ...theirs.officers.map(({ id }) => ({ ...stranger, id, key: keyOf(id) })));
  const of = settlement({ policy: policyReference(theirs), nothingUnderWay: true, signsFrom: 0 });
  const document = signed(of, { ...mara, key: keyOf(mara.id) }, { ...ben, key: keyOf(ben.id) });
  expect(codeOf(await opened.vault.sealSettlement(document, [own]))).toBe('policy-version');
  expect(opened.vault.mark).toEqual(mark);
});

/** The thief's key in an officer's place. */
const keyOf = (id: string) => keyPair(new Uint8Array(createHash('sha256').update(`thief as ${id}`).digest()));
