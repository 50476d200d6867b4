import { base64 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { digestText, summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { epochProofs } from '../../../../../electron/chains/iota/pure/proof/epoch-proofs.ts';
import { lightClientJson } from '../../../../../electron/chains/iota/pure/proof/light-client-json.ts';
import { advance } from '../../../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtGenesis } from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { canonicalJson } from '../../../../../electron/core/canonical-json.ts';
import { addCheckpoint } from '../../../../support/certified-chain.ts';
import { must } from '../../../../support/must.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';
import { expectRefusal } from '../samples.ts';

const first = signingCommittee(0n, 1, [5n, 2n]);
const second = signingCommittee(1n, 2, [4n, 4n, 2n]);
const closing = addCheckpoint({ sequence: 0n, previous: null, committee: first }, [], second);
const digest = summaryDigest(closing.checkpoint.summary);
const begun = must(beginAtGenesis(digest, first.committee));
const closed = must(advance(begun, [closing.checkpoint])).client;
const kept = canonicalJson(lightClientJson(closed));

describe('what is kept of a proof', () => {
  it('tells who certifies the next checkpoint, how much is needed, and the newest that is proven', () => {
    const { genesis, epoch, members, total, quorum, last } = must(epochProofs.read(kept));
    expect([genesis, epoch, total, quorum]).toEqual([digestText(digest), 1n, 10n, 7n]);
    expect(members).toEqual(
      second.committee.members.map(({ publicKey, stake }) => ({
        key: base64.encode(publicKey),
        weight: stake,
      })),
    );
    expect(last).toMatchObject({ sequence: 0n, epoch: 0n, digest: digestText(digest) });
  });

  it('tells of no checkpoint before the first', () => {
    expect(must(epochProofs.read(canonicalJson(lightClientJson(begun)))).last).toBeNull();
  });

  it.each([
    ['nothing', '', 'proof-malformed'],
    ['no JSON', '{', 'proof-malformed'],
    ['another form', '{"version":2}', 'input-malformed'],
    [
      'a time that no calendar has',
      kept.replace(/"timestamp":"\d+"/, '"timestamp":"18446744073709551615"'),
      'proof-malformed',
    ],
    ['a committee without weight', kept.replaceAll(/"stake":"\d+"/g, '"stake":"0"'), 'committee-stake'],
  ] as const)('with %s in an edited row is refused', (_, edited, code) => {
    expectRefusal(epochProofs.read(edited), code);
  });
});
