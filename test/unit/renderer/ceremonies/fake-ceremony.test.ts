import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type Channel, contract, type Input, type Output } from '../../../../electron/contract/contract.ts';
import { usualSplit } from '../../../../renderer/screens/ceremonies/split-form.ts';
import { fakeBridge } from '../../../support/fake-bridge.ts';

/** The screens are looked at with the fake; every answer must be one that the main process could give. */
function world() {
  const bridge = fakeBridge({ mode: 'full', theme: 'light', rows: 10 });
  const ask = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> => {
    const answer = await bridge.call(channel, v.parse(contract[channel].input, input) as Input<C>);
    if (!answer.ok) throw new Error(`${channel}: ${answer.code}`);
    expect(v.safeParse(contract[channel].output, answer.value).issues).toBeUndefined();
    return answer.value;
  };
  return { bridge, ask, password: () => new TextEncoder().encode('practice') };
}
type World = ReturnType<typeof world>;

async function begin(
  { ask, password }: World,
  plan: Input<'ceremony.begin'>['plan'],
  vaultId: string | null,
) {
  const app = await ask('app.read', {});
  const [, first, second] = app.treasury!.officers;
  const makes = plan.kind !== 'shares' && plan.kind !== 'check-backup';
  await ask('ceremony.begin', {
    plan,
    vault: makes ? { name: 'Third vault', kind: 'cold' } : null,
    vaultId,
    officers: [first!, second!].map(({ id }) => ({ officerId: id, password: password() })),
  });
}

/** Does whatever step is at hand, as an honest and careful officer would. */
async function goOn({ ask, password }: World): Promise<void> {
  const words: number[] = [];
  const shares: number[][] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    const view = (await ask('ceremony.read', {}))!;
    if (view.status !== 'running') return;
    const step = view.steps.find(({ state }) => state === 'now')!;
    switch (step.step) {
      case 'entropy-mixed':
        await ask('ceremony.draw', { rolls: { kind: 'dice', text: '314 15' } });
        break;
      case 'words-shown':
        for (let group = 0; group < 4; group += 1)
          words.push(...(await ask('ceremony.show-words', { group })).words);
        await ask('ceremony.words-written', {});
        break;
      case 'words-reentered':
        await ask('ceremony.check-words', {
          group: view.groupsChecked,
          words: Uint16Array.from(words.slice(view.groupsChecked * 6, view.groupsChecked * 6 + 6)),
        });
        break;
      case 'secret-split':
        await ask('ceremony.split', {});
        break;
      case 'share-shown': {
        const share: number[] = [];
        for (let group = 0; group < Math.ceil(view.wordsPerShare / 6); group += 1)
          share.push(...(await ask('ceremony.show-share', { group })).words);
        shares.push(share);
        await ask('ceremony.share-written', {});
        break;
      }
      case 'share-reentered':
        await ask('ceremony.check-share', { words: Uint16Array.from(shares.at(-1)!) });
        break;
      case 'sheets-labelled':
        await ask('ceremony.sheets-labelled', {});
        break;
      case 'words-rehearsed':
        expect(await ask('ceremony.rehearse', { kind: 'words', words: Uint16Array.from(words) })).toEqual({
          matches: true,
        });
        break;
      case 'shares-rehearsed':
        await ask('ceremony.rehearse', {
          kind: 'shares',
          shares: shares.slice(1).map((share) => Uint16Array.from(share)),
        });
        break;
      case 'password-set':
        await ask('ceremony.write', { password: password(), again: password() });
        break;
      case 'file-opened':
        await ask('ceremony.choose-file', {});
        await ask('ceremony.open-file', { password: password() });
        break;
      case 'address-proven':
        await ask('ceremony.confirm-address', {});
        break;
      case 'accounts-searched':
        await ask('ceremony.search', { passOver: false });
        break;
      case 'sweep-prepared':
        await ask('ceremony.prepare-sweep', {});
        break;
      case 'old-vault-retired':
        await ask('ceremony.retire-old-vault', {});
        break;
      default:
        throw new Error(`no way on from ${step.step}`);
    }
  }
  throw new Error('the ceremony does not end');
}

async function sign({ ask, password }: World): Promise<void> {
  const view = (await ask('ceremony.read', {}))!;
  for (const { id } of view.officers) await ask('ceremony.sign', { officerId: id, password: password() });
}

describe('the simulated ceremonies', () => {
  test.each([
    { kind: 'create', words: true, split: null },
    { kind: 'create', words: false, split: usualSplit },
    { kind: 'rotate', words: true, split: usualSplit },
    { kind: 'restore', from: 'file' },
  ] as const)('$kind goes from begin to transcript as the contract says', async (plan) => {
    const here = world();
    await begin(here, plan, null);
    await goOn(here);
    await sign(here);
    expect(await here.ask('ceremony.read', {})).toMatchObject({ status: 'ended', result: 'held' });
    const [held] = await here.ask('ceremony.list', {});
    expect(held).toMatchObject({ kind: plan.kind, result: 'held', vaultName: 'Third vault' });
    await here.ask('ceremony.dismiss', {});
    expect(await here.ask('ceremony.read', {})).toBeNull();
  });

  test('a wrong word is named by its place and counted', async () => {
    const here = world();
    await begin(here, { kind: 'create', words: true, split: null }, null);
    await here.ask('ceremony.draw', { rolls: null });
    const { words } = await here.ask('ceremony.show-words', { group: 0 });
    await here.ask('ceremony.words-written', {});
    words[4] = (words[4]! + 1) % 2048;
    expect(await here.ask('ceremony.check-words', { group: 0, words })).toEqual({ wrong: [4] });
    const view = (await here.ask('ceremony.read', {}))!;
    expect(view.steps.find(({ state }) => state === 'now')).toMatchObject({
      step: 'words-reentered',
      failed: 1,
    });
    await here.ask('ceremony.show-again', {});
    expect((await here.ask('ceremony.read', {}))!.steps[2]).toMatchObject({
      step: 'words-shown',
      state: 'now',
    });
  });

  test('a checked backup of nobody belongs to none', async () => {
    const here = world();
    await begin(here, { kind: 'check-backup', from: 'words' }, null);
    const words = new Uint16Array(12);
    words[11] = 3; // abandon eleven times, about: the shortest phrase that holds together
    await here.ask('ceremony.enter', { kind: 'words', words });
    await sign(here);
    expect(await here.ask('ceremony.read', {})).toMatchObject({ result: 'belongs-to-none', belongsTo: null });
  });

  test('only one ceremony at a time, and only with right passwords', async () => {
    const here = world();
    const app = await here.ask('app.read', {});
    const request = (password: string) =>
      here.bridge.call('ceremony.begin', {
        plan: { kind: 'check-backup', from: 'words' },
        vault: null,
        vaultId: null,
        officers: [
          { officerId: app.treasury!.officers[0]!.id, password: new TextEncoder().encode(password) },
        ],
      });
    expect(await request('wrong')).toMatchObject({ ok: false, code: 'password-wrong' });
    expect(await request('practice')).toMatchObject({ ok: true });
    expect(await request('practice')).toMatchObject({ ok: false, code: 'ceremony-busy' });
    await here.ask('ceremony.abandon', {});
    expect(await here.ask('ceremony.read', {})).toBeNull();
  });
});
