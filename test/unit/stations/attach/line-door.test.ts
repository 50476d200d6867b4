import { expect, it, vi } from 'vitest';
import { OfficerSessions } from '../../../../electron/console/officers/officer-sessions.ts';
import { bytesToHex } from '../../../../electron/core/digest.ts';
import { journalWitnessDigest } from '../../../../electron/core/journal/journal-entry.ts';
import { ok } from '../../../../electron/core/result.ts';
import { keyPair, signMessage } from '../../../../electron/signer/ed25519.ts';
import { LineDoor } from '../../../../electron/stations/attach/line-door.ts';
import type { FromStation } from '../../../../electron/stations/attach/line-messages.ts';
import type { Desk } from '../../../../electron/stations/desk.ts';

const MARA = '0193a3e0-0000-4000-8000-000000000001';
const TREASURY = '0193a3e0-0000-4000-8000-000000000003';

it('a journal that fails as an officer is taken in is answered, and the officer is not in', async () => {
  const key = keyPair(new Uint8Array(32).fill(7));
  const said: FromStation[] = [];
  const officers = new OfficerSessions(
    () => {
      throw new Error('no process is needed');
    },
    () => {},
  );
  const desk = {
    treasury: { file: () => ({ id: TREASURY }) },
    policy: {
      present: () => ({
        officers: [{ id: MARA, name: 'Mara', publicKey: bytesToHex(key.publicKey), roles: [] }],
      }),
    },
    effects: { random: (length: number) => new Uint8Array(length), notify: () => {} },
    recorder: { commit: () => Promise.reject(new Error('the books are closed')) },
  } as unknown as Desk;
  const door = new LineDoor({
    desk,
    officers,
    callerId: 'socket 1',
    answer: async () => ok({}),
    send: (message) => said.push(message),
    close: () => {
      throw new Error('expected a line that goes on');
    },
  });
  door.take({ id: 1, admit: MARA });
  const asked = said.find((message) => 'ask' in message);
  if (!asked || !('ask' in asked) || asked.what.kind !== 'sign' || asked.what.statement.kind !== 'journal') {
    throw new Error('expected a question');
  }
  const digest = Buffer.from(journalWitnessDigest(asked.what.statement.hash), 'hex');
  const signature = bytesToHex(signMessage(key, digest));
  door.take({ asked: asked.ask, answer: { ok: true, value: { signature } } });
  const answered = await vi.waitUntil(() => said.find((message) => 'answer' in message));
  expect(answered).toMatchObject({ id: 1, answer: { ok: false, code: 'internal-error' } });
  expect(officers.list()).toEqual([]);
});
