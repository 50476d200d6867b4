import path from 'node:path';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { changeVaultPassword, saveVaultCopy } from '../../../electron/console/vaults/vault-file.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { PASSWORD, utf8 } from '../treasury-steps.ts';
import { type Act, type Acting, actor, anyVault, last, people, pick } from './acting.ts';

export const unlock: Act = (acting) => unlockVault(acting, anyVault(acting));

export async function unlockVault(acting: Acting, vaultId: string): Promise<Result<unknown>> {
  const { at, memory } = acting;
  const words = memory.passwords.get(vaultId);
  const by = await actor(acting, pick(acting.world, people) ?? 'Ben');
  const opened = await openVault(at.station, by, { vaultId, password: utf8(last(words)) });
  const [before] = words ?? [];
  // A change of the password was killed: the file has the old one still.
  if (opened.ok || opened.code !== 'password-wrong' || before === undefined) return opened;
  const again = await openVault(at.station, by, { vaultId, password: utf8(before) });
  if (again.ok) memory.passwords.set(vaultId, [before]);
  return again.ok || words?.length === 2 ? again : refuse('internal-error', 'a right password is refused');
}

export async function changePassword(acting: Acting): Promise<Result<unknown>> {
  const { at, world, memory } = acting;
  const vaultId = anyVault(acting);
  const known = memory.passwords.get(vaultId) ?? [PASSWORD];
  if (known.length > 1) return ok(null); // which one it has shows at the next unlocking
  const next = `play money ${world.draw(1000)}`;
  const [by, second] = [await actor(acting, 'Ben'), await actor(acting, 'Chiara')];
  memory.passwords.set(vaultId, [last(known), next]);
  const passwords = { password: utf8(last(known)), next: utf8(next), again: utf8(next) };
  const changed = await changeVaultPassword(at.station, by, { vaultId, ...passwords, second });
  if (changed.ok) memory.passwords.set(vaultId, [next]);
  // By these the file was not touched; by any other it may have been.
  else if (untouched.has(changed.code)) memory.passwords.set(vaultId, [...known]);
  return changed;
}

const untouched: ReadonlySet<string> = new Set(['password-wait', 'password-wrong', 'password-weak']);

/** A vault that has to be open, and may be so already. */
export async function withVault(acting: Acting, vaultId: string): Promise<void> {
  if (acting.at.station.keys.vaults.state(vaultId) === 'locked' && acting.world.draw(3) > 0) {
    await unlockVault(acting, vaultId);
  }
}

export const lock: Act = async (acting) =>
  lockVault(acting.at.station, await actor(acting, 'Ben'), { vaultId: anyVault(acting) });

export const wrongPassword: Act = async (acting) => {
  const by = await actor(acting, 'Ben');
  return openVault(acting.at.station, by, { vaultId: anyVault(acting), password: utf8('slip') });
};

export const saveCopy: Act = async (acting) => {
  const { at, world, memory } = acting;
  const vaultId = anyVault(acting);
  const target = path.join(path.dirname(at.life.place.folder), `copy-${world.draw(1e6)}.stronghold`);
  const password = utf8(last(memory.passwords.get(vaultId)));
  return saveVaultCopy(at.station, await actor(acting, 'Ben'), { vaultId, password, target });
};
