import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { isGrpc } from '../../../electron/core/node-url.ts';
import { ok } from '../../../electron/core/result.ts';
import { endPracticeEpoch, practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { codeOf } from '../../support/treasury-steps.ts';

/** A desk of which nothing may be asked but its network. */
const deskOn = (id: string) => {
  const nothing = new Proxy({}, { get: () => expect.unreachable('nothing else is asked') });
  const treasury = { network: { id, genesis: 'c0ffee00' } };
  return { treasury, books: nothing, chain: nothing, line: nothing } as unknown as Parameters<
    typeof practiceDeposit
  >[0];
};

it.each(['iota:mainnet', 'iota:testnet', 'iota:own', 'practice:mainnet'])(
  'play money is not paid on %s: no node of a real network is asked for it',
  async (id) => {
    const deposit = practiceDeposit(deskOn(id), { address: `0x${'a1'.repeat(32)}`, amount: '5' });
    expect(codeOf(await deposit)).toBe('practice-only');
  },
);

it.each(['iota:mainnet', 'iota:testnet', 'iota:own', 'practice:mainnet'])(
  'no epoch is ended on demand on %s',
  async (id) => expect(codeOf(await endPracticeEpoch(deskOn(id)))).toBe('practice-only'),
);

const own = `0x${'a1'.repeat(32)}`;

/** A practice desk with one own address whose node is at this place. */
const practiceDesk = (url: string) => {
  const treasury = { network: { id: 'iota:practice', genesis: 'c0ffee00' } };
  const books = {
    addresses: { find: async (address: string) => (address === own ? { address } : undefined) },
  };
  const line = { line: { url }, practiceUrl: () => (isGrpc(url) ? null : url), fetch };
  const attested = { confirm: async (address: unknown) => ok(address) };
  return { treasury, books, attested, chain: iotaChain, line } as unknown as Parameters<
    typeof practiceDeposit
  >[0];
};

/** A node that gives every call this answer. */
async function nodeThatAnswers(body: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return `http://127.0.0.1:${address.port}`;
}

it.each([
  ['refuses', '{"id":1,"error":{"code":-32602,"message":"no play money left"}}', 'node-rejected'],
  ['refuses without a word', '{"id":1,"error":7}', 'node-answer-malformed'],
  ['answers no JSON', '<html>', 'node-not-json'],
  ['answers with ever more brackets', '['.repeat(1000), 'node-answer-malformed'],
])('a deposit that the practice node %s is refused', async (_, body, code) => {
  const desk = practiceDesk(await nodeThatAnswers(body));
  expect(codeOf(await practiceDeposit(desk, { address: own, amount: '5' }))).toBe(code);
});

it('a deposit through a node that is gone, or to an address of nobody here, is refused', async () => {
  const desk = practiceDesk('http://127.0.0.1:9');
  expect(codeOf(await practiceDeposit(desk, { address: own, amount: '5' }))).toBe('node-unreachable');
  const theirs = `0x${'a2'.repeat(32)}`;
  expect(codeOf(await practiceDeposit(desk, { address: theirs, amount: '5' }))).toBe('account-unknown');
  expect(codeOf(await practiceDeposit(desk, { address: own, amount: '0' }))).toBe('amount-zero');
});

it('play money and an epoch are not asked of a node by gRPC, which knows neither', async () => {
  const desk = practiceDesk('grpc+http://127.0.0.1:9');
  expect(codeOf(await practiceDeposit(desk, { address: own, amount: '5' }))).toBe('practice-by-grpc');
  expect(codeOf(await endPracticeEpoch(desk))).toBe('practice-by-grpc');
});
