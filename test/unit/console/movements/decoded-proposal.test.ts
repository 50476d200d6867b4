import { beforeEach, describe, expect, it } from 'vitest';
import type { Chain } from '../../../../electron/chains/chain.ts';
import { evidenceOfCoin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { decodeProposal, proveProposal } from '../../../../electron/console/movements/decoded-proposal.ts';
import { amountOf } from '../../../../electron/core/amount.ts';
import { must } from '../../../support/must.ts';
import { codeOf, coin, nanos, proposal, request, uuid } from '../../../support/signer-fixture.ts';

let counts: { decode: number; prove: number };
let chain: Chain;

beforeEach(() => {
  counts = { decode: 0, prove: 0 };
  chain = {
    ...iotaChain,
    decode: (intent) => {
      counts.decode += 1;
      return iotaChain.decode(intent);
    },
    prove: (view, evidence) => {
      counts.prove += 1;
      return iotaChain.prove(view, evidence);
    },
  };
});

/** A proposal of its own for each number. */
const numbered = (number: number) =>
  proposal({
    requests: [request({ id: uuid(number), amount: amountOf(nanos(number), iotaChain.asset) })],
  });

describe('what the console knows of bytes', () => {
  it('is decoded once for the same bytes, wherever they come from', () => {
    const first = must(decodeProposal(chain, numbered(1)));
    const again = must(decodeProposal(chain, structuredClone(numbered(1))));
    expect(again).toEqual(first);
    expect(counts).toEqual({ decode: 1, prove: 0 });
  });

  it('is what the chain says of them, proven once with the same evidence', () => {
    const of = numbered(1);
    const { view, totals, inputs, digest, intent } = must(proveProposal(chain, of));
    expect(view).toEqual(must(iotaChain.decode(intent)));
    expect(totals).toEqual({ paid: nanos(1), feeAtMost: view.feeAtMost.units });
    expect(inputs).toEqual(must(iotaChain.prove(view, of.evidence)));
    expect(digest).toBe(iotaChain.digest(intent));
    expect(must(proveProposal(chain, structuredClone(of)))).toEqual({
      view,
      totals,
      inputs,
      digest,
      intent,
    });
    expect(counts).toEqual({ decode: 1, prove: 1 });
  });

  it('is not taken over to other bytes', () => {
    must(decodeProposal(chain, numbered(1)));
    const { view } = must(decodeProposal(chain, numbered(2)));
    expect(view.payments[0]?.amount).toEqual({ asset: 'IOTA', units: nanos(2) });
    expect(counts.decode).toBe(2);
  });

  it('does not let evidence pass that was exchanged for the same bytes', () => {
    const of = numbered(1);
    must(proveProposal(chain, of));
    const richer = { ...of, evidence: [evidenceOfCoin(coin(1, { balance: `${nanos(900_000)}` }))] };
    expect(codeOf(proveProposal(chain, richer))).toBe('evidence-mismatch');
    const more = { ...of, evidence: [...of.evidence, evidenceOfCoin(coin(2))] };
    expect(codeOf(proveProposal(chain, more))).toBe('evidence-excess');
    expect(codeOf(proveProposal(chain, { ...of, evidence: [] }))).toBe('evidence-missing');
    expect(counts.prove).toBe(4);
    must(proveProposal(chain, of));
    expect(counts.prove, 'a refusal does not make the true evidence forgotten').toBe(4);
  });

  it('is nothing for bytes that the chain refuses: they are refused each time', () => {
    const cut = Buffer.from(numbered(1).intent, 'base64').subarray(0, 40).toString('base64');
    for (const _ of [1, 2]) expect(codeOf(decodeProposal(chain, { intent: cut }))).toBe('bytes-malformed');
    expect(counts.decode).toBe(2);
  });

  it('is kept for the latest 256 proposals, no more', () => {
    for (let number = 1; number <= 257; number++) must(decodeProposal(chain, numbered(number)));
    expect(counts.decode).toBe(257);
    must(decodeProposal(chain, numbered(257)));
    must(decodeProposal(chain, numbered(2)));
    expect(counts.decode).toBe(257);
    must(decodeProposal(chain, numbered(1)));
    expect(counts.decode).toBe(258);
  });

  it('of one chain is none of another', () => {
    must(decodeProposal(chain, numbered(1)));
    must(decodeProposal({ ...chain }, numbered(1)));
    expect(counts.decode).toBe(2);
  });
});
