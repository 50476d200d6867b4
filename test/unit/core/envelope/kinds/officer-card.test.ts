import { describe, expect, it } from 'vitest';
import { checkOfficerCard } from '../../../../../electron/core/envelope/kinds/officer-card.ts';
import { codeOf, network, stranger, uuid } from '../../../../support/core-samples.ts';
import { bensDesk, contents, desk, head } from '../../../../support/envelope-samples.ts';
import { verifyDigest } from '../../../../support/test-signatures.ts';

describe("an officer's card", () => {
  const card = contents['officer-card'];
  const check = (of: typeof card, place = head(bensDesk)) => checkOfficerCard(of, place, verifyDigest);

  it('is signed by the key on it', () => {
    expect(codeOf(check(card))).toBe('accepted');
  });

  it('is refused with the key swapped, a name changed, or moved to another station, treasury or network', () => {
    const refused = [
      check({ ...card, officer: { ...card.officer, publicKey: stranger.publicKey } }),
      check({ ...card, officer: { ...card.officer, name: 'Farida' } }),
      check({ ...card, officer: { ...card.officer, id: uuid(10) } }),
      check(card, head(desk)),
      check(card, { ...head(bensDesk), treasuryId: uuid(8) }),
      check(card, { ...head(bensDesk), network: { ...network, genesis: 'deadbeef' } }),
    ];
    expect(refused.map(codeOf)).toEqual(Array(6).fill('officer-card-bad'));
  });
});
