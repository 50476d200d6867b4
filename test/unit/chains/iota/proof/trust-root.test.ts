import { describe, expect, it } from 'vitest';
import { digestText, parseDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import {
  checkTrustRoot,
  digestOfCommittee,
  parseTrustRoot,
  trustRootText,
} from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { publicNetworks } from '../../../../../electron/chains/iota/pure/public-networks.ts';
import { fc } from '../../../../support/fast-check.ts';
import { must } from '../../../../support/must.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
const genesis = new Uint8Array(32).fill(0xa1);
const root = { kind: 'committee', genesis, digest: new Uint8Array(32).fill(5) } as const;
const [own, committee] = [digestText(genesis), digestText(root.digest)];

describe('a trust root', () => {
  it('has one text, and comes back the same', () => {
    fc.assert(
      fc.property(fc.constantFrom('closing', 'committee'), digest, digest, (kind, first, second) => {
        const made = { kind, genesis: first, digest: second } as const;
        expect(parseTrustRoot(trustRootText(made))).toEqual({ ok: true, value: made });
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a digest alone', own],
    ['no kind', `:${own}:${committee}`],
    ['another kind', `genesis:${own}:${committee}`],
    ['another case', `Committee:${own}:${committee}`],
    ['one digest', `committee:${own}`],
    ['a digest too many', `committee:${own}:${committee}:${own}`],
    ['a short digest', `committee:${own}:${committee.slice(0, 30)}`],
    ['a letter that base58 has not', `committee:${own}:${committee.slice(0, -1)}0`],
    ['white space', `committee:${own}:${committee} `],
  ])('is refused where it is %s', (_, text) => {
    expect(parseTrustRoot(text)).toMatchObject({ ok: false, code: 'input-malformed' });
    expect(checkTrustRoot(text, { id: 'iota:own', genesis: own })).toMatchObject({
      ok: false,
      code: 'policy-malformed',
    });
  });

  it('is of its network, by the whole genesis or the 4 bytes that nodes tell, and of no other', () => {
    const check = (text: string | null, of: string) => {
      const checked = checkTrustRoot(text, { id: 'iota:own', genesis: of });
      return checked.ok ? 'accepted' : checked.code;
    };
    const text = trustRootText(root);
    expect(check(text, own)).toBe('accepted');
    expect(check(text, 'a1a1a1a1')).toBe('accepted');
    expect(check(text, 'a1a1a1a2')).toBe('policy-malformed');
    expect(check(text, committee)).toBe('policy-malformed');
    expect(check(null, own)).toBe('policy-malformed');
  });

  it.each([
    ['an own network whose node is a tunnel to mainnet', 'iota:own-harbour', publicNetworks['iota:mainnet']],
    ['a practice network that is testnet', 'iota:practice', publicNetworks['iota:testnet']],
    ['mainnet that is testnet', 'iota:mainnet', publicNetworks['iota:testnet']],
    ['mainnet that is a network of somebody', 'iota:mainnet', own],
  ])('is refused for %s, though the network names that very genesis', (_, id, digest = '') => {
    const text = trustRootText({ ...root, genesis: must(parseDigest(digest)) });
    expect(checkTrustRoot(text, { id, genesis: digest })).toMatchObject({
      ok: false,
      code: 'policy-malformed',
    });
  });

  it.each(['iota:mainnet', 'iota:testnet'])('is accepted for %s of its own genesis', (id) => {
    const genesis = publicNetworks[id] ?? '';
    const text = trustRootText({ ...root, genesis: must(parseDigest(genesis)) });
    must(checkTrustRoot(text, { id, genesis }));
  });

  it('names a committee with its epoch, order, keys and weights', () => {
    const { committee: whole } = signingCommittee(0n, 1, [5n, 6n, 7n]);
    const [first, second, third] = whole.members as [
      (typeof whole.members)[0],
      (typeof whole.members)[0],
      (typeof whole.members)[0],
    ];
    const digests = [
      whole,
      { ...whole, epoch: 1n },
      { ...whole, members: [second, first, third] },
      { ...whole, members: [first, second] },
      { ...whole, members: [first, second, { ...third, stake: 8n }] },
      { ...whole, members: [first, second, { ...third, publicKey: first.publicKey }] },
    ].map((each) => digestText(digestOfCommittee(each)));
    expect(new Set(digests).size).toBe(digests.length);
  });
});
