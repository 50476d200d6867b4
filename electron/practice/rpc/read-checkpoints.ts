import * as v from 'valibot';
import type { Ledger } from '../ledger.ts';
import { checkpointView } from '../ledger-views.ts';
import { answer, fail, rpcCodes } from '../rpc-error.ts';
import type { PracticeCheckpoint } from '../store/checkpoint-table.ts';
import { limitParam, method, type RpcMethods } from './rpc-method.ts';

const CHECKPOINT_LIMIT = 100;
const sequenceText = v.pipe(v.string(), v.regex(/^[0-9]{1,15}$/, 'expected a sequence number'));

/** The checkpoint API. */
export const checkpointMethods: RpcMethods = {
  iota_getLatestCheckpointSequenceNumber: method(v.tuple([]), (_, { ledger }) =>
    answer(ledger.latest().sequence.toString()),
  ),
  iota_getCheckpoint: method(v.tuple([v.string()]), ([id], { ledger }) => {
    const bySequence = /^[0-9]{1,15}$/.test(id);
    const found = bySequence
      ? ledger.checkpoints.at(Number(id))
      : /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(id)
        ? ledger.checkpoints.find(id)
        : undefined;
    if (found && found.sequence >= ledger.firstKept()) return answer(viewOf(ledger, found));
    return fail(
      rpcCodes.invalidParams,
      bySequence
        ? `Verified checkpoint not found for sequence number: ${id}`
        : `Verified checkpoint not found for digest: ${id.slice(0, 50)}`,
    );
  }),
  iota_getCheckpoints: method(
    v.tuple([v.nullish(sequenceText), limitParam, v.nullish(v.boolean())]),
    ([cursor, limit, descending], { ledger }) => {
      const size = limit ?? CHECKPOINT_LIMIT;
      if (size > CHECKPOINT_LIMIT) {
        return fail(rpcCodes.invalidParams, `Page size limit ${size} exceeds max limit ${CHECKPOINT_LIMIT}`);
      }
      if (size < 1) return fail(rpcCodes.invalidParams, 'Page size limit cannot be smaller than 1');
      const count = ledger.latest().sequence + 1;
      const after = cursor === null || cursor === undefined ? null : Number(cursor);
      const first = descending ? Math.max(0, (after ?? count) - size) : (after ?? -1) + 1;
      const end = descending ? Math.min(after ?? count, count) : first + size;
      // As the official node does: what it has pruned is left out of the page, without a word.
      const page: PracticeCheckpoint[] = [];
      for (let at = Math.max(first, ledger.firstKept()); at < Math.min(end, count); at++) {
        page.push(ledger.checkpoints.at(at)!);
      }
      if (descending) page.reverse();
      return answer({
        data: page.map((checkpoint) => viewOf(ledger, checkpoint)),
        nextCursor: page.at(-1)?.sequence.toString() ?? cursor ?? null,
        hasNextPage: descending ? first > 0 : end < count,
      });
    },
  ),
};

const viewOf = (ledger: Ledger, checkpoint: PracticeCheckpoint): object =>
  checkpointView(checkpoint, ledger.certificate(checkpoint));
