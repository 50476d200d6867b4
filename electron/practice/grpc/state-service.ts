import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import * as v from 'valibot';
import type { StateService } from '../../chains/iota/grpc/generated/state_service_pb.ts';
import { bytesToHex } from '../../core/digest.ts';
import { isOfType, ownedBy } from '../owned-objects.ts';
import { fields, readMask } from './field-mask.ts';
import { metFaults, tellingOf } from './lies.ts';
import { objectMessage } from './messages.ts';
import type { ServiceContext } from './service-context.ts';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1_000;

/** Behind which coin a page begins, for which question. */
const tokenSchema = v.strictObject({
  owner: v.string(),
  type: v.string(),
  balance: v.pipe(v.string(), v.regex(/^[0-9]{1,19}$/)),
  id: v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/)),
});

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

/** What an address owns: its coins, the largest first, then what else it was given. */
export function stateService({ ledger }: ServiceContext): ServiceImpl<typeof StateService> {
  return {
    listOwnedObjects({ owner, pageSize, pageToken, readMask: mask, objectType }, { values }) {
      const selection = readMask(mask, fields.object);
      const telling = tellingOf(ledger, values.get(metFaults));
      if (owner?.address.length !== 32) throw new ConnectError('invalid owner', Code.InvalidArgument);
      const address = `0x${bytesToHex(owner.address)}`;
      const type = objectType ?? '';
      if (type !== '' && !/^0x[0-9a-f]{1,64}::\w+::\w+(<.+>)?$/.test(type)) {
        throw new ConnectError('invalid object_type', Code.InvalidArgument);
      }
      const after = pageToken && pageToken.length > 0 ? readToken(pageToken) : null;
      if (after && (after.owner !== address || after.type !== type)) {
        throw new ConnectError('page_token is of another request', Code.InvalidArgument);
      }
      const size = Math.min(Math.max(pageSize ?? DEFAULT_PAGE, 1), LARGEST_PAGE);
      const behind = after && { id: after.id, balance: BigInt(after.balance) };
      const found = ownedBy(ledger, address, (each) => type === '' || isOfType(each, type), {
        behind: after?.id ?? null,
        coins: () => ledger.coins.largest(address, behind, size + 1),
      });
      const page = found.slice(0, size);
      const last = page.at(-1);
      const balance = last && 'balance' in last ? last.balance.toString() : '0';
      const token = { owner: address, type, balance, id: last?.id };
      return {
        objects: page.map((object) => objectMessage(object, selection, telling.object(object))),
        ...(found.length > page.length && {
          nextPageToken: utf8.encoder.encode(JSON.stringify(token)),
        }),
      };
    },
  };
}

function readToken(bytes: Uint8Array): v.InferOutput<typeof tokenSchema> {
  try {
    return v.parse(tokenSchema, JSON.parse(utf8.decoder.decode(bytes)));
  } catch {
    throw new ConnectError('invalid page_token', Code.InvalidArgument);
  }
}
