import { describe, expect, it } from 'vitest';
import { summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import {
  lightClientJson,
  parseLightClient,
} from '../../../../../electron/chains/iota/pure/proof/light-client-json.ts';
import { advance } from '../../../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtGenesis } from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { canonicalJson } from '../../../../../electron/core/canonical-json.ts';
import { addCheckpoint } from '../../../../support/certified-chain.ts';
import { must } from '../../../../support/must.ts';
import { signingCommittee } from '../../../../support/signing-committee.ts';

const committee = signingCommittee(0n, 1, [1n, 1n]);
const zero = addCheckpoint({ sequence: 0n, previous: null, committee }, []);
const begun = must(beginAtGenesis(summaryDigest(zero.checkpoint.summary), committee.committee));
const after = must(advance(begun, [zero.checkpoint])).client;
const one = addCheckpoint(zero.tip, [], signingCommittee(1n, 2, [3n]));
const closed = must(advance(after, [one.checkpoint])).client;
const inNext = must(advance(closed, [addCheckpoint(one.tip, []).checkpoint])).client;

describe('a light client that is kept', () => {
  it.each([
    ['before the first checkpoint', begun],
    ['after one', after],
    ['after the end of an epoch', closed],
    ['in the next epoch', inNext],
  ])('%s comes back the same, in one text', (_name, client) => {
    const text = canonicalJson(lightClientJson(client));
    const read = must(parseLightClient(JSON.parse(text)));
    expect(read).toEqual(client);
    expect(canonicalJson(lightClientJson(read))).toBe(text);
  });

  it('goes on from there', () => {
    const next = addCheckpoint(zero.tip, []).checkpoint;
    const kept = must(parseLightClient(JSON.parse(canonicalJson(lightClientJson(after)))));
    expect(must(advance(kept, [next])).client.last?.sequence).toBe(1n);
  });

  it('that was kept without the end of its former epoch is read, and has none', () => {
    const { closing: _, ...older } = lightClientJson(inNext) as Record<string, unknown>;
    expect(must(parseLightClient(older))).toEqual({ ...inNext, closing: null });
  });

  const ended = lightClientJson(inNext) as { readonly closing: object };
  it.each([
    ['of another epoch', { ...ended.closing, committee: (ended as Record<string, unknown>)['committee'] }],
    ['of a checkpoint that was not proven yet', { ...ended.closing, sequence: '3' }],
    ['with a member too many', { ...ended.closing, more: 1 }],
  ])('with a closing checkpoint %s is refused', (_name, closing) => {
    expect(parseLightClient({ ...ended, closing })).toMatchObject({ ok: false, code: 'input-malformed' });
  });

  const json = lightClientJson(after) as Record<string, unknown>;
  const last = json['last'] as Record<string, unknown>;
  it.each([
    ['nothing', null],
    ['another version', { ...json, version: 2 }],
    ['a member too many', { ...json, more: 1 }],
    ['a number beyond 64 bits', { ...json, last: { ...last, sequence: '18446744073709551616' } }],
    ['a padded number', { ...json, last: { ...last, sequence: '01' } }],
    ['a short digest', { ...json, genesis: '1111111111111111111111111111111' }],
    ['no committee', { ...json, committee: { epoch: '0', members: [] } }],
    [
      'a committee of a later epoch',
      { ...json, committee: { ...(json['committee'] as object), epoch: '2' } },
    ],
    ['a short key', { ...json, committee: { epoch: '0', members: [{ publicKey: 'AAAA', stake: '1' }] } }],
  ])('%s is refused', (_name, wrong) => {
    expect(parseLightClient(wrong)).toMatchObject({ ok: false, code: 'input-malformed' });
  });
});
