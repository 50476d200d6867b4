import { describe, expect, it } from 'vitest';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { signedBytes } from '../../../electron/console/movements/submit-stored.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import {
  handOverClosings,
  handOverToOpenVaults,
} from '../../../electron/console/vaults/hand-over-closings.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import {
  askApproved,
  OUTSIDER,
  openDesk,
  settle,
  type TestDesk,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

/** A desk on gRPC whose hot vault has money and is open. */
async function provingDesk(): Promise<TestDesk> {
  const desk = await openDesk({}, undefined, 'grpc');
  const { hot, node, station } = desk;
  const vault = station.policy.present().vaults.find(({ id }) => id === hot);
  await enter(desk, 'Mara');
  must(await unlock(station, hot));
  await node.deposit(vault?.receiveAddress ?? '', 2_000n * 10n ** 9n);
  await settle(desk);
  return desk;
}

const epochOf = ({ station, hot }: TestDesk) => station.keys.vaults.epoch(hot);
const endEpochs = async (desk: TestDesk, count: number) => {
  for (let ends = 0; ends < count; ends++) await desk.node.endEpoch();
  await settle(desk);
};

describe('a vault at a desk that proves its ledger', () => {
  it('is handed the ends of epochs after its unlocking and on an epoch change, however many', async () => {
    const desk = await provingDesk();
    const { station, hot } = desk;
    const tried = new Map<string, number>();
    const look = () => handOverToOpenVaults(station, station.line.view().proof?.epoch ?? '', tried);
    expect(epochOf(desk)).toBeNull();
    await look();
    expect(epochOf(desk)).toBe('0');
    await endEpochs(desk, 20);
    await look();
    expect(epochOf(desk)).toBe('20');
    await lockVault(station, desk.as('Mara'), { vaultId: hot });
    await endEpochs(desk, 1);
    await look();
    expect(epochOf(desk), 'a locked one is handed nothing').toBe('20');
    must(await unlock(station, hot));
    await look();
    expect(epochOf(desk)).toBe('21');
  });

  it('knows the present epoch before it signs', async () => {
    const desk = await provingDesk();
    await endEpochs(desk, 3);
    const id = await askApproved(desk, '300');
    must(await sign(desk.station, desk.as('Ben'), { id }));
    expect(epochOf(desk)).toBe('3');
    await settle(desk);
    expect(must(await readMovement(desk.station, nobody, { id })).row.state).toBe('final');
  });

  it.each<[string, Fault, string]>([
    ['of a certificate of something else', { kind: 'forgedCertificate' }, 'certificate-foreign'],
    ['of two validators alone', { kind: 'shortCertificate' }, 'certificate-weight'],
    ['of another committee', { kind: 'otherCommittee' }, 'certificate-foreign'],
  ])(
    'believes no node that lies about an end, and signs once an honest one is back: %s',
    async (_, lie, code) => {
      const desk = await provingDesk();
      const { station, hot, node } = desk;
      must(await handOverClosings(station, hot));
      await endEpochs(desk, 2);
      const id = await askApproved(desk, '300');
      await node.faults(lie);
      expect(codeOf(await sign(station, desk.as('Ben'), { id }))).toBe(code);
      expect(epochOf(desk)).toBe('0');
      expect(must(await readMovement(station, nobody, { id })).row).toMatchObject({
        state: 'approved',
        problem: { code },
      });
      await node.faults();
      must(await sign(station, desk.as('Ben'), { id }));
      expect(epochOf(desk)).toBe('2');
    },
  );

  it('two that hand them over at once do it once', async () => {
    const desk = await provingDesk();
    await endEpochs(desk, 2);
    const both = [handOverClosings(desk.station, desk.hot), handOverClosings(desk.station, desk.hot)];
    expect((await Promise.all(both)).map(codeOf)).toEqual([null, null]);
    expect(epochOf(desk)).toBe('2');
  });
});

describe('a payment that was signed and never left', () => {
  it('ends with the proven end of its last epoch, and its coins pay again', async () => {
    const desk = await provingDesk();
    const { station, hot } = desk;
    must(await handOverClosings(station, hot));
    const stateOf = async (id: string) => must(await readMovement(station, nobody, { id })).row;
    const dead = await askApproved(desk, '300');
    must(await sign({ ...station, line: null }, desk.as('Ben'), { id: dead }));
    const bound = await station.books.movements.proposal(dead);
    expect((await station.books.figures.vault(hot)).reserved).not.toBe(0n);
    await endEpochs(desk, 2);
    expect(await stateOf(dead)).toMatchObject({ state: 'failed', problem: { code: 'payment-void' } });
    expect((await station.books.figures.vault(hot)).reserved).toBe(0n);

    const again = await askApproved(desk, '300');
    const paying = await station.books.movements.proposal(again);
    expect(paying?.proposal.evidence).toEqual(bound?.proposal.evidence);
    must(await sign(station, desk.as('Ben'), { id: again }));
    await settle(desk);
    expect(await stateOf(again)).toMatchObject({ state: 'final' });
    expect(await desk.node.paymentsTo(OUTSIDER)).toHaveLength(1);
  });

  it('is paid where it had left after all: the ledger shows it before its last epoch ends', async () => {
    const desk = await provingDesk();
    const { station, hot } = desk;
    must(await handOverClosings(station, hot));
    const id = await askApproved(desk, '300');
    must(await sign({ ...station, line: null }, desk.as('Ben'), { id }));
    const { bytes, signature } = must(await signedBytes(station, id));
    must(await station.line.line.submit(bytes, signature));
    await endEpochs(desk, 2);
    expect(must(await readMovement(station, nobody, { id })).row).toMatchObject({ state: 'final' });
  });
});
