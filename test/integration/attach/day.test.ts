import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isRecord } from '../../../electron/core/json.ts';
import { runChild } from '../../support/start-child.ts';
import { OUTSIDER } from '../../support/treasury-fixture.ts';
import {
  onDescriptor,
  openProgram,
  outsideTreasury,
  type Said,
  type TreasuryProgram,
} from '../../support/treasury-lines.ts';

const verifyJournal = new URL('../../../electron/cli/verify-journal.ts', import.meta.url);

/** The state that a program shows for a movement, once it is this one. */
async function reached(
  { get }: TreasuryProgram,
  { as, id }: { readonly as: string; readonly id: string },
  state: string,
): Promise<Said> {
  return vi.waitUntil(
    async () => {
      const detail = await get('movement.read', { as, id });
      return isRecord(detail['row']) && detail['row']['state'] === state && detail;
    },
    { timeout: 120_000, interval: 200 },
  );
}

describe('two programs on one treasury', () => {
  it('a withdrawal goes from request to final: asked for at one, approved and signed at the other', async () => {
    const { folder, socket, node, officers, hot, hotAddress } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder);
    expect(statSync(socket).mode & 0o777).toBe(0o600);

    await holder.get('officer.sign-in', { officerId: officers.Ben, password: onDescriptor });
    await attached.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    await attached.get('vault.unlock', { as: officers.Mara, vaultId: hot, password: onDescriptor });
    await node.deposit(hotAddress, 500_000_000_000n);
    await node.checkpoint();
    await vi.waitUntil(
      async () => {
        const { hot: shown } = await attached.get('dashboard.read', { as: officers.Mara });
        return isRecord(shown) && shown['balance'] === '500000000000';
      },
      { timeout: 120_000, interval: 200 },
    );
    // Each program knows its own officers only.
    const view = async ({ get }: TreasuryProgram) => (await get('app.read', { as: null }))['treasury'];
    expect(await view(holder)).toMatchObject({ signedIn: [officers.Ben] });
    expect(await view(attached)).toMatchObject({ signedIn: [officers.Mara], stationRole: 'desk' });

    const typed = { vaultId: hot, recipient: OUTSIDER, amount: '12.5', reference: 'W-1' };
    const { id } = await attached.get('withdrawal.request', { as: officers.Mara, ...typed });
    if (typeof id !== 'string') throw new Error('expected an id');
    const { decoded } = await reached(holder, { as: officers.Ben, id }, 'proposed');
    if (!isRecord(decoded)) throw new Error('there is nothing to approve');
    const { digest, viewDigest } = decoded;
    await holder.get('movement.approve', { as: officers.Ben, id, digest, viewDigest });
    await holder.get('movement.sign', { as: officers.Ben, id });
    await node.checkpoint();
    await reached(attached, { as: officers.Mara, id }, 'final');
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
    expect(await node.balance(OUTSIDER)).toBe(12_500_000_000n);

    const file = path.join(folder, '..', 'journal.jsonl');
    expect(await attached.get('journal.export', { as: officers.Mara }, file)).toEqual({ file });
    const verified = await runChild(verifyJournal, [file]);
    expect(verified.stderr).toBe('');
    expect(verified.code).toBe(0);

    expect(await attached.finish()).toBe(0);
    expect(await holder.finish()).toBe(0);
    expect([holder.log(), attached.log()]).toEqual(['', '']);
    expect(existsSync(socket), 'the socket goes with its process').toBe(false);
  });
});
