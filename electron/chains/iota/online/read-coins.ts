import type * as v from 'valibot';
import { MAX_UNITS } from '../../../core/money.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { BcsReader } from '../pure/bcs-reader.ts';
import type { Coin } from '../pure/coin-evidence.ts';
import { COIN_CONTENT_LENGTH, coinContent, coinObjectDigest } from '../pure/coin-object.ts';
import { isIotaCoin, isIotaType } from '../pure/coin-type.ts';
import { balanceSchema, coinPageSchema, objectsSchema } from './answer-schemas.ts';
import type { NodeCalls } from './node-connection.ts';
import { decodeBase64 } from './strict-base64.ts';

const COIN_TYPE = '0x2::iota::IOTA';
const PAGE = 50;

/** Coins of one address that are read at most: 255 can be spent at once, so far more are a sweep's business. */
const MAX_COINS = 20_000;

/** Pages of coins that are read at most: a node that gives few on each cannot keep the reader turning. */
const MAX_PAGES = 2 * (MAX_COINS / PAGE);

/** How often the whole is read before an inconsistency counts as the node's: coins move between two calls. */
const ATTEMPTS = 3;

type Page = v.InferOutput<typeof coinPageSchema>;
type Listed = Page['data'][number];
type ObjectData = NonNullable<v.InferOutput<typeof objectsSchema>[number]['data']>;

/** What one reading found: coins, a refusal that no further reading will change, or one that a race explains, too. */
type Reading =
  | Result<readonly Coin[]>
  /** With the balance that the node stated after it; null where it was not asked. */
  | { readonly ok: 'race'; readonly refusal: Refusal; readonly balance: string | null };

/**
 * All plain IOTA coins of an address with their content, each digest recomputed, their sum compared with the stated
 * balance. After three readings `node-balance-mismatch` if the sum still differs, `node-balance-moving` if the stated balance
 * was another one each time, which is no contradiction, `node-answer-malformed` if list and objects still differ.
 */
export async function readCoins(node: NodeCalls, owner: string): Promise<Result<readonly Coin[]>> {
  let last: Refusal = refuse('node-answer-malformed', 'expected coins, got none');
  let stated: string | null = null;
  let stood = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const reading = await readOnce(node, owner);
    if (reading.ok !== 'race') return reading;
    last = reading.refusal;
    stood ||= stated !== null && reading.balance === stated;
    stated = reading.balance ?? stated;
  }
  return last.code !== 'node-balance-mismatch' || stood
    ? last
    : refuse('node-balance-moving', `expected a balance that stands still for a reading; ${last.message}`);
}

async function readOnce(node: NodeCalls, owner: string): Promise<Reading> {
  const listed = await listCoins(node, owner);
  if (!listed.ok) return listed;
  const coins: Coin[] = [];
  for (let from = 0; from < listed.value.length; from += PAGE) {
    const chunk = listed.value.slice(from, from + PAGE);
    const read = await readObjects(node, owner, chunk);
    if (read.ok !== true) return read;
    coins.push(...read.value);
  }
  const balance = await node.call(
    (client) => client.getBalance({ owner, coinType: COIN_TYPE }),
    balanceSchema,
  );
  if (!balance.ok) return balance;
  if (!isIotaType(balance.value.coinType)) {
    return malformed(`expected the balance of ${COIN_TYPE}, got another coin's`);
  }
  const sum = coins.reduce((total, coin) => total + BigInt(coin.balance), 0n);
  return sum === BigInt(balance.value.totalBalance)
    ? ok(coins)
    : race(
        refuse(
          'node-balance-mismatch',
          `expected coins of ${balance.value.totalBalance} nanos as the node states, got ${sum}`,
        ),
        balance.value.totalBalance,
      );
}

async function listCoins(node: NodeCalls, owner: string): Promise<Result<readonly Listed[]>> {
  const coins = new Map<string, Listed>();
  let cursor: string | null = null;
  for (let pages = 0; coins.size <= MAX_COINS; pages++) {
    if (pages === MAX_PAGES) return malformed(`expected at most ${MAX_PAGES} pages of coins, got more`);
    const page = await readPage(node, owner, cursor);
    if (!page.ok) return page;
    const before = coins.size;
    for (const coin of page.value.data) coins.set(coin.coinObjectId, coin);
    if (!page.value.hasNextPage) return ok([...coins.values()]);
    cursor = page.value.nextCursor ?? null;
    // Without a new coin on each page, a node could keep the reader turning for ever.
    if (cursor === null || coins.size === before)
      return malformed('expected a further page of coins, got none');
  }
  return malformed(`expected at most ${MAX_COINS} coins, got more`);
}

function readPage(node: NodeCalls, owner: string, cursor: string | null): Promise<Result<Page>> {
  return node.call(
    (client) => client.getCoins({ owner, coinType: COIN_TYPE, cursor, limit: PAGE }),
    coinPageSchema,
  );
}

async function readObjects(node: NodeCalls, owner: string, listed: readonly Listed[]): Promise<Reading> {
  const objects = await node.call(
    (client) =>
      client.multiGetObjects({
        ids: listed.map((coin) => coin.coinObjectId),
        options: {
          showType: true,
          showOwner: true,
          showPreviousTransaction: true,
          showStorageRebate: true,
          showBcs: true,
        },
      }),
    objectsSchema,
  );
  if (!objects.ok) return objects;
  if (objects.value.length !== listed.length) {
    return malformed(`expected ${listed.length} objects, got ${objects.value.length}`);
  }
  const coins: Coin[] = [];
  for (const [index, coin] of listed.entries()) {
    const object = objects.value[index]?.data;
    if (!object || object.version !== coin.version) {
      return race(malformed('expected the listed version of a coin, got another or none'));
    }
    const proven = proveListed(owner, coin, object);
    if (!proven.ok) return proven;
    coins.push(proven.value);
  }
  return ok(coins);
}

/** The content of one coin, if it is what the node says: the id and digest asked for, the type, the owner. */
function proveListed(owner: string, listed: Listed, object: ObjectData): Result<Coin> {
  if (object.objectId !== listed.coinObjectId || object.digest !== listed.digest) {
    return malformed('expected the object that was asked for, got another');
  }
  if (!isIotaCoin(object.type) || !isIotaCoin(object.bcs.type)) {
    return malformed('expected a plain coin of IOTA, got another type');
  }
  if (object.owner === 'Immutable' || !('AddressOwner' in object.owner)) {
    return malformed('expected a coin that an address owns, got another kind of owner');
  }
  if (object.owner.AddressOwner !== owner) {
    return malformed('expected a coin of the address that was asked for, got a foreign one');
  }
  const content = decodeBase64(object.bcs.bcsBytes);
  if (content?.length !== COIN_CONTENT_LENGTH) {
    return malformed(
      `expected a coin of ${COIN_CONTENT_LENGTH} bytes in base64, got ${content?.length ?? 'none'}`,
    );
  }
  const balance = new BcsReader(content.subarray(32)).u64();
  if (balance > MAX_UNITS) return malformed('expected a coin of at most 2^63 - 1 nanos, got more');
  const coin: Coin = {
    id: object.objectId,
    version: object.version,
    owner,
    balance: balance.toString(),
    previousTransaction: object.previousTransaction,
    storageRebate: object.storageRebate,
  };
  if (!Buffer.from(coinContent(coin)).equals(content)) {
    return malformed('expected a content with the id of its object, got another id');
  }
  return coinObjectDigest(coin) === object.digest
    ? ok(coin)
    : malformed("expected an object with the digest that the node names, got another's content");
}

function malformed(message: string): Refusal {
  return refuse('node-answer-malformed', message);
}

function race(refusal: Refusal, balance: string | null = null): Reading {
  return { ok: 'race', refusal, balance };
}
