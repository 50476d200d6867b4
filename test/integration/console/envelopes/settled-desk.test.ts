import path from 'node:path';
import { expect, it } from 'vitest';
import { listEnvelopes } from '../../../../electron/console/envelopes/envelope-views.ts';
import { treasuryContents } from '../../../../electron/console/envelopes/treasury-contents.ts';
import { openAt, outsideAt, settle } from '../../../support/held-folder.ts';
import {
  envelopeOf,
  knownOfficerDesk,
  proposalsOf,
  repliesOf,
  take,
} from '../../../support/officer-desks.ts';
import { shamKeychain } from '../../../support/sham-keychain.ts';
import { ask, openFundedDesk, temporaryFolder } from '../../../support/treasury-fixture.ts';
import { approveShown, codeOf, enter, must } from '../../../support/treasury-steps.ts';

it('a desk that officers settled in the place of another is let in, the other one is not any more', async () => {
  const outside = await temporaryFolder();
  const here = { keychain: shamKeychain('here'), ...outsideAt(path.join(outside, 'here')) };
  const desk = await openFundedDesk(['2000'], here);
  const ben = await knownOfficerDesk(desk, 'Ben');
  const id = await ask(desk, '40');
  const ofTheOldOne = await proposalsOf(desk, [id]);
  await desk.station.close();
  const at = await openAt(desk.folder, {
    ...desk.effects,
    keychain: shamKeychain('there'),
    ...outsideAt(path.join(outside, 'there')),
  });
  try {
    must(await settle(at));
    const mara = await enter(at, 'Mara');
    const told = await envelopeOf(at.station, mara, must(await treasuryContents(at.station)));
    must(await take(ben.station, await ben.as(), told));
    expect(codeOf(await take(ben.station, await ben.as(), told))).toBe('envelope-replayed');
    expect(codeOf(await take(ben.station, await ben.as(), ofTheOldOne))).toBe('station-retired');
    await ben.reopen();
    expect(must(await listEnvelopes(ben.station)).stations).toMatchObject([
      { stationId: at.station.treasury.key.stationId },
    ]);

    const fresh = await proposalsOf({ ...desk, station: at.station, caller: at.caller }, [id]);
    must(await take(ben.station, await ben.as(), fresh));
    must(await approveShown(ben.station, await ben.as(), id));
    must(await take(at.station, mara, await repliesOf(ben)));
    expect((await at.station.books.movements.get(id))?.state).toBe('approved');
  } finally {
    await at.station.close();
  }
});
