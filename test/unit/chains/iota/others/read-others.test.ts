import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../../electron/chains/iota/online/iota-line.ts';
import type { GivenObject } from '../../../../../electron/practice/gift.ts';
import { gifts, given } from '../../../../support/gifts.ts';
import { type Answer, startFakeNode } from '../fake-node.ts';
import { coinType, genesis } from '../ledger-samples.ts';
import { expectRefusal, sender, unwrap } from '../samples.ts';

const objects = [given(gifts.lock, sender, 1), given(gifts.stake, sender, 2), given(gifts.ticket, sender, 3)];
const listed = ({ id, type }: Pick<GivenObject, 'id' | 'type'>) => ({ data: { objectId: id, type } });
const page = (data: readonly object[], nextCursor: string | null = null) => ({
  data,
  nextCursor,
  hasNextPage: nextCursor !== null,
});
const contentOf = ({ id, content }: GivenObject) => ({
  data: { objectId: id, bcs: { bcsBytes: Buffer.from(content).toString('base64') } },
});
const contents: Answer = ({ params }) =>
  (params[0] as string[]).map((id) => contentOf(objects.find((each) => each.id === id)!));

async function nodeWith(answers: Record<string, Answer>) {
  const node = await startFakeNode({
    iota_getChainIdentifier: () => genesis,
    iotax_getOwnedObjects: () => page(objects.map(listed)),
    iota_multiGetObjects: contents,
    ...answers,
  });
  const line = connectIota({ network: 'iota:practice', url: node.url, genesis, timeoutMs: 60_000, fetch });
  return { node, line };
}

describe('a node that lists what is no plain money', () => {
  it('is asked for the contents whose layout is known, and passes plain money over', async () => {
    let asked: unknown;
    const { line } = await nodeWith({
      iotax_getOwnedObjects: () => page([...objects.map(listed), listed({ id: sender, type: coinType })]),
      iota_multiGetObjects: (request, response) => {
        asked = request.params[0];
        return contents(request, response);
      },
    });
    const { rows, total, isWhole } = unwrap(await line.others(sender));
    expect(rows.map(({ kind }) => kind)).toEqual(['time-lock', 'stake', 'object']);
    expect({ total, isWhole }).toEqual({ total: 3, isWhole: true });
    expect(asked).toEqual([objects[0]!.id, objects[1]!.id]);
  });

  it.each<[string, object]>([
    ['none', { bcs: undefined }],
    ['no base64', { bcs: { bcsBytes: '%%%' } }],
    ['more than any layout has', { bcs: { bcsBytes: 'AAAA'.repeat(50_000) } }],
    ['cut ones', { bcs: { bcsBytes: 'AAAA' } }],
    ['a package', { bcs: { dataType: 'package', moduleMap: {} } }],
  ])('and gives %s for contents hides nothing else', async (_, changes) => {
    const { line } = await nodeWith({
      iota_multiGetObjects: () => [
        { data: { objectId: objects[0]!.id, ...changes } },
        contentOf(objects[1]!),
      ],
    });
    const { rows } = unwrap(await line.others(sender));
    expect(rows.map(({ kind }) => kind)).toEqual(['unreadable', 'stake', 'object']);
  });

  it('and names one content twice, or that of another object, makes nothing up', async () => {
    const { line } = await nodeWith({
      iota_multiGetObjects: () => {
        const other = { data: { ...contentOf(objects[0]!).data, objectId: objects[1]!.id } };
        return [contentOf(objects[0]!), other];
      },
    });
    const { rows } = unwrap(await line.others(sender));
    expect(rows.map(({ kind }) => kind)).toEqual(['time-lock', 'unreadable', 'object']);
  });

  it('without an end is left after a bounded number of pages, and said to have a longer list', async () => {
    let nth = 10;
    const { node, line } = await nodeWith({
      iotax_getOwnedObjects: () =>
        page([listed({ ...given(gifts.ticket, sender, nth++), type: '0x5::a::B' })], 'on'),
    });
    const told = unwrap(await line.others(sender));
    expect(told).toMatchObject({ total: 60, isWhole: false });
    expect(node.asked.filter((method) => method === 'iotax_getOwnedObjects')).toHaveLength(60);
  });

  it.each<[string, Record<string, Answer>]>([
    [
      'a further page without a place to go on from',
      { iotax_getOwnedObjects: () => ({ ...page([]), hasNextPage: true }) },
    ],
    ['an id that is none', { iotax_getOwnedObjects: () => page([{ data: { objectId: '0x1', type: 'x' } }]) }],
    [
      'more objects than were asked for',
      { iota_multiGetObjects: () => Array(3).fill(contentOf(objects[0]!)) },
    ],
    ['no list', { iotax_getOwnedObjects: () => null }],
  ])('and answers with %s is refused', async (_, answers) => {
    const { line } = await nodeWith(answers);
    expectRefusal(await line.others(sender), 'node-answer-malformed');
  });
});
