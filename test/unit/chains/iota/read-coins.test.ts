import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../electron/chains/iota/online/iota-line.ts';
import { type Coin, evidenceOfCoin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinContent } from '../../../../electron/chains/iota/pure/coin-object.ts';
import type { Line } from '../../../../electron/chains/line.ts';
import { type Answer, handled, startFakeNode, writeJson } from './fake-node.ts';
import { coinObject, genesis, holding, listedCoin } from './ledger-samples.ts';
import { address, coin, digestOf, expectRefusal, sender, unwrap } from './samples.ts';

const coins = [coin(1), coin(2, { balance: '5' }), coin(3, { balance: '0' }), coin(4), coin(5)];

async function nodeWith(answers: Record<string, Answer>) {
  const node = await startFakeNode({ ...holding(coins), ...answers });
  const line: Line = connectIota({
    network: 'iota:practice',
    url: node.url,
    genesis,
    timeoutMs: 60_000,
    fetch: globalThis.fetch,
  });
  return { node, line };
}

/** A node that gives one object changed: the first that is asked for. */
const changing =
  (overrides: object, of: Coin = coins[0]!): Answer =>
  ({ params }) =>
    (params[0] as string[]).map((id, index) =>
      index === 0 ? coinObject(of, overrides) : coinObject(coins.find((each) => each.id === id)!),
    );

describe('reading coins', () => {
  it('gives all pages with their evidence', async () => {
    const { line } = await nodeWith({});
    expect(unwrap(await line.holdings(sender))).toEqual(coins.map(evidenceOfCoin));
  });

  it('reads fewer than one object for an address without coins', async () => {
    const { node, line } = await nodeWith(holding([]));
    expect(unwrap(await line.holdings(sender))).toEqual([]);
    expect(node.asked).not.toContain('iota_multiGetObjects');
  });

  it('asks for at most 50 objects at once', async () => {
    const many = Array.from({ length: 120 }, (_, index) => coin(index + 1));
    const answers = holding(many);
    const { node, line } = await nodeWith({
      ...answers,
      iotax_getCoins: () => ({ data: many.map(listedCoin), hasNextPage: false, nextCursor: null }),
    });
    expect(unwrap(await line.holdings(sender))).toHaveLength(120);
    expect(node.asked.filter((method) => method === 'iota_multiGetObjects')).toHaveLength(3);
  });

  it('takes types written with all 64 digits', async () => {
    const long = `${address(2)}::coin::Coin<${address(2)}::iota::IOTA>`;
    const { line } = await nodeWith({ iota_multiGetObjects: changing({ type: long }) });
    expect((await line.holdings(sender)).ok).toBe(true);
  });
});

describe('a node that keeps the reader turning', () => {
  /** One new coin a page, and always another page. */
  const drops = (): Answer => {
    let given = 0;
    return () => {
      given += 1;
      return { data: [listedCoin(coin(given))], hasNextPage: true, nextCursor: String(given) };
    };
  };

  it('with one new coin on each page: refused after 800 pages', async () => {
    const { node, line } = await nodeWith({ iotax_getCoins: drops() });
    const answer = await line.holdings(sender);
    expectRefusal(answer, 'node-answer-malformed');
    expect(answer).toMatchObject({ message: 'expected at most 800 pages of coins, got more' });
    expect(node.asked.filter((method) => method === 'iotax_getCoins')).toHaveLength(800);
  });

  it('with pages that are each in time: all of them together have a limit', async () => {
    const next = drops();
    const node = await startFakeNode({
      ...holding(coins),
      iotax_getCoins: (request, response) => {
        // Slower than nothing, faster than the limit of one call.
        setTimeout(
          () => writeJson(response, { jsonrpc: '2.0', id: request.id, result: next(request, response) }),
          100,
        );
        return handled;
      },
    });
    const options = { network: 'iota:practice', url: node.url, genesis, timeoutMs: 600 } as const;
    const answer = await connectIota({ ...options, fetch: globalThis.fetch }).holdings(sender);
    expectRefusal(answer, 'node-timeout');
    expect(answer).toMatchObject({ message: 'expected all answers in time, got too few' });
  });
});

describe('a node that lies about coins', () => {
  const foreign = coin(1, { owner: address(0xbad) });
  const content = (of: Coin) => ({
    bcs: {
      dataType: 'moveObject',
      type: '0x2::coin::Coin<0x2::iota::IOTA>',
      bcsBytes: Buffer.from(coinContent(of)).toString('base64'),
    },
  });

  it.each<[string, Answer]>([
    ['a content of another balance', changing(content(coin(1, { balance: '999999999999' })))],
    ['a content of another id', changing(content(coin(9)))],
    ['a content cut short', changing({ bcs: { ...content(coin(1)).bcs, bcsBytes: 'AAAA' } })],
    [
      'a content whose padding holds bits',
      changing({
        bcs: {
          ...content(coin(1)).bcs,
          bcsBytes: content(coin(1)).bcs.bcsBytes.replace(
            /[AQgw]==$/,
            (end) => `${end[0] === 'A' ? 'B' : 'R'}==`,
          ),
        },
      }),
    ],
    ['a digest of another object', changing({ digest: digestOf(3) })],
    ['another previous transaction', changing({ previousTransaction: digestOf(9) })],
    ['another storage rebate', changing({ storageRebate: '1' })],
    ['an owner that the digest does not cover', changing({ owner: { AddressOwner: sender } }, foreign)],
    ['a coin of another owner', changing({}, foreign)],
    ['a coin that an object owns', changing({ owner: { ObjectOwner: sender } })],
    ['a shared coin', changing({ owner: { Shared: { initial_shared_version: 1 } } })],
    ['an immutable coin', changing({ owner: 'Immutable' })],
    ['a coin of another type', changing({ type: `0x2::coin::Coin<${address(7)}::iota::IOTA>` })],
    [
      'a timelocked balance',
      changing({ type: '0x2::timelock::TimeLock<0x2::balance::Balance<0x2::iota::IOTA>>' }),
    ],
    ['another coin than was asked for', changing({}, coin(9))],
    ['an object less', ({ params }) => (params[0] as string[]).slice(1).map(() => coinObject(coins[0]!))],
    ['objects without content', changing({ bcs: null })],
    ['an upper-case id', changing({ objectId: coins[0]!.id.toUpperCase() })],
  ])('is refused: %s', async (_, answer) => {
    const { line } = await nodeWith({ iota_multiGetObjects: answer });
    expectRefusal(await line.holdings(sender), 'node-answer-malformed');
  });

  it('is refused: a balance beyond 63 bits', async () => {
    const rich = coin(1, { balance: (2n ** 63n).toString() });
    const { line } = await nodeWith(holding([rich]));
    expectRefusal(await line.holdings(sender), 'node-answer-malformed');
  });

  it('is found out by the stated balance when it hides a coin, after three readings', async () => {
    const hidden = holding(coins.slice(1));
    const { node, line } = await nodeWith({ iotax_getCoins: hidden['iotax_getCoins']! });
    expectRefusal(await line.holdings(sender), 'node-balance-mismatch');
    expect(node.asked.filter((method) => method === 'iotax_getBalance')).toHaveLength(3);
  });

  it('is found out when it states another balance', async () => {
    const { line } = await nodeWith({
      iotax_getBalance: () => ({ coinType: '0x2::iota::IOTA', totalBalance: '1' }),
    });
    expectRefusal(await line.holdings(sender), 'node-balance-mismatch');
  });

  it('is refused when it states the balance of another coin', async () => {
    const { line } = await nodeWith({
      iotax_getBalance: () => ({ coinType: '0x7::iota::IOTA', totalBalance: '200000000005' }),
    });
    expectRefusal(await line.holdings(sender), 'node-answer-malformed');
  });

  it('cannot keep the reader turning over pages', async () => {
    const { node, line } = await nodeWith({
      iotax_getCoins: () => ({ data: [listedCoin(coins[0]!)], hasNextPage: true, nextCursor: 'again' }),
    });
    expectRefusal(await line.holdings(sender), 'node-answer-malformed');
    expect(node.asked.length).toBeLessThan(5);
  });
});

describe('coins that move between two calls', () => {
  it('are no lie: a deposit before the balance was read', async () => {
    const before = holding(coins.slice(1));
    const after = holding(coins);
    let listings = 0;
    const { line } = await nodeWith({
      iotax_getCoins: (request, response) => {
        if (request.params[2] === null) listings++;
        return (listings === 1 ? before : after)['iotax_getCoins']!(request, response);
      },
    });
    expect(unwrap(await line.holdings(sender))).toEqual(coins.map(evidenceOfCoin));
    expect(listings).toBe(2);
  });

  it('are no lie: deposits that come faster than the coins can be read', async () => {
    let balance = 0n;
    const { node, line } = await nodeWith({
      iotax_getBalance: () => ({ coinType: '0x2::iota::IOTA', totalBalance: `${++balance}` }),
    });
    expectRefusal(await line.holdings(sender), 'node-balance-moving');
    expect(node.asked.filter((method) => method === 'iotax_getBalance')).toHaveLength(3);
  });

  it('are a lie where the same balance is stated before and after a reading that differs', async () => {
    const stated = ['1', '2', '2'];
    const { line } = await nodeWith({
      iotax_getBalance: () => ({ coinType: '0x2::iota::IOTA', totalBalance: stated.shift() ?? '' }),
    });
    expectRefusal(await line.holdings(sender), 'node-balance-mismatch');
  });

  it('are no lie: a coin spent after it was listed', async () => {
    const now = holding(coins.slice(1));
    let listings = 0;
    const { line } = await nodeWith({
      ...now,
      iotax_getCoins: (request, response) => {
        if (request.params[2] === null) listings++;
        return (listings === 1 ? holding(coins) : now)['iotax_getCoins']!(request, response);
      },
    });
    expect(unwrap(await line.holdings(sender))).toEqual(coins.slice(1).map(evidenceOfCoin));
  });

  it('are no lie: a coin with a new version after it was listed', async () => {
    let readings = 0;
    const moved = coins.map((each, index) => (index === 0 ? { ...each, version: '8' } : each));
    const { line } = await nodeWith({
      ...holding(moved),
      iotax_getCoins: (request, response) => {
        if (request.params[2] === null) readings++;
        return holding(readings === 1 ? coins : moved)['iotax_getCoins']!(request, response);
      },
    });
    expect(unwrap(await line.holdings(sender))).toEqual(moved.map(evidenceOfCoin));
  });

  it('end in a refusal when they never come to rest', async () => {
    const { node, line } = await nodeWith({
      iota_multiGetObjects: ({ params }) =>
        (params[0] as string[]).map(() => ({ error: { code: 'deleted' } })),
    });
    expectRefusal(await line.holdings(sender), 'node-answer-malformed');
    expect(node.asked.filter((method) => method === 'iota_multiGetObjects')).toHaveLength(3);
  });
});
