import * as v from 'valibot';
import { iotaAddressSchema } from '../../chains/iota/pure/address-schema.ts';
import { unitsSchema } from '../../core/money.ts';
import { nextEpochSchema } from '../epoch-schema.ts';
import { faultSchema } from '../faults.ts';
import { giftSchema } from '../gift.ts';
import { DEPOSIT_MARGIN, pay } from '../payment.ts';
import { practiceKey } from '../practice-key.ts';
import { answer } from '../rpc-error.ts';
import { method, type RpcMethods } from './rpc-method.ts';

/** Methods that no real node has: customers who pay, faults, and time at will. */
export const practiceMethods: RpcMethods = {
  practice_deposit: method(
    v.tuple([
      v.strictObject({
        recipient: iotaAddressSchema,
        amount: unitsSchema,
        /** A customer's name: the same name is the same address, on the same network. */
        sender: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
      }),
    ]),
    ([{ recipient, amount, sender }], { ledger }) => {
      const { customer, seed } = ledger.genesis;
      const payer = sender === undefined ? customer : practiceKey(seed, `customer/${sender}`);
      const nanos = BigInt(amount);
      if (payer.address !== customer.address) {
        const purse = ledger.coins.holding(payer.address).balance;
        if (purse < nanos + DEPOSIT_MARGIN) {
          const funded = pay(ledger, customer, payer.address, nanos + DEPOSIT_MARGIN);
          if (!funded.ok) return funded;
        }
      }
      const paid = pay(ledger, payer, recipient, nanos);
      return paid.ok ? answer({ digest: paid.value.digest, sender: payer.address, recipient, amount }) : paid;
    },
  ),
  practice_give: method(
    v.tuple([
      v.strictObject({
        recipient: iotaAddressSchema,
        gift: giftSchema,
        times: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(5000)), 1),
      }),
    ]),
    ([{ recipient, gift, times }], { ledger }) =>
      answer(Array.from({ length: times }, () => ledger.give(recipient, gift).id)),
  ),
  practice_setFaults: method(
    v.tuple([v.strictObject({ faults: v.pipe(v.array(faultSchema), v.maxLength(100)) })]),
    ([{ faults }], { faults: box }) => box.set(faults),
  ),
  practice_clearFaults: method(v.tuple([]), (_, { faults }) => faults.set([])),
  practice_checkpoint: method(v.tuple([]), (_, { ledger, now }) => {
    ledger.checkpoint(now());
    return answer({ sequenceNumber: ledger.latest().sequence.toString() });
  }),
  practice_prune: method(
    v.tuple([v.strictObject({ before: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })]),
    ([{ before }], { ledger }) => {
      ledger.prune(before);
      return answer({ firstKept: ledger.firstKept().toString() });
    },
  ),
  practice_advanceEpoch: method(v.tuple([v.optional(nextEpochSchema)]), ([next], { ledger, now }) => {
    ledger.advanceEpoch(now(), next);
    return answer({ epoch: ledger.epoch().number.toString() });
  }),
};
