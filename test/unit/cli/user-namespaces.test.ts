import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type NamespaceFacts,
  namespaceProblem,
  profileAllows,
  readNamespaceFacts,
  sysctlValue,
} from '../../../electron/cli/user-namespaces.ts';

const executable = '/home/mara/.cache/sallyport/electron';
const person = { executable, hasHelper: false, isRoot: false };
const free: NamespaceFacts = {
  appArmorRestricts: null,
  unprivilegedClone: null,
  most: '96365\n',
  profiles: [],
};
const ubuntu: NamespaceFacts = { ...free, appArmorRestricts: '1\n' };
const own = `abi <abi/4.0>,\nprofile sallyport "${executable}" flags=(unconfined) {\n  userns,\n}\n`;

describe("Chromium's sandbox for an ordinary user", () => {
  it.each<[string, NamespaceFacts, object]>([
    ['where nothing restricts it', free, {}],
    ['where AppArmor does not', { ...free, appArmorRestricts: '0\n' }, {}],
    ['where AppArmor knows the program', { ...ubuntu, profiles: ['profile x /usr/bin/x {}', own] }, {}],
    ['with the helper that runs as root', ubuntu, { hasHelper: true }],
    ['which root does not use', ubuntu, { isRoot: true }],
    ['where the kernel says something strange', { ...free, most: 'many' }, {}],
  ])('starts %s', (_, facts, changes) => {
    expect(namespaceProblem(facts, { ...person, ...changes })).toBeNull();
  });

  it.each<[string, NamespaceFacts, string]>([
    ['Ubuntu 24.04', ubuntu, 'apparmor_parser -r /etc/apparmor.d/sallyport-sources'],
    [
      'a Debian that keeps them to root',
      { ...free, unprivilegedClone: '0\n' },
      'unprivileged_userns_clone=1',
    ],
    ['a kernel without any', { ...free, most: '0\n' }, 'user.max_user_namespaces='],
    [
      'Ubuntu with the profile of another program',
      { ...ubuntu, profiles: [own.replace(executable, `${executable}-2`)] },
      'apparmor_parser',
    ],
  ])('would die on %s: the sentence says what mends it', (_, facts, command) => {
    expect(namespaceProblem(facts, person)).toContain(command);
    expect(namespaceProblem(facts, person)).not.toContain('\n');
  });

  it('is let through by the very profile that the sentence makes', () => {
    const sentence = namespaceProblem(ubuntu, person) ?? '';
    const printed = /printf '([^']*)'/.exec(sentence)?.[1]?.replaceAll('\\n', '\n') ?? '';
    expect(profileAllows(printed, executable)).toBe(true);
  });

  it('is not let through by a profile that only mentions the program, or confines it', () => {
    expect(profileAllows(`# profile "${executable}" { userns, }`, executable)).toBe(false);
    expect(profileAllows(`profile x "${executable}" {\n  capability sys_admin,\n}\n`, executable)).toBe(
      false,
    );
  });

  it("is allowed by the package's own profile", () => {
    const template = readFileSync(
      new URL('../../../packaging/apparmor-profile.tpl', import.meta.url),
      'utf8',
    );
    const profile = template
      // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder's own placeholders
      .replaceAll('${executable}', 'sallyport')
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the same
      .replaceAll('${sanitizedProductName}', 'Sallyport');
    expect(profileAllows(profile, '/opt/Sallyport/sallyport')).toBe(true);
    const builder = readFileSync(new URL('../../../electron-builder.yml', import.meta.url), 'utf8');
    expect(builder).toContain('appArmorProfile: packaging/apparmor-profile.tpl');
  });
});

it('a value of the kernel is a number or nothing', () => {
  expect(['1\n', ' 0 ', '', null, '-1', '0x1', '1e3'].map(sysctlValue)).toEqual([
    1,
    0,
    null,
    null,
    null,
    null,
    null,
  ]);
});

it('the facts are read from this machine, and what is not there says nothing', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'sallyport-root-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  expect(readNamespaceFacts(root)).toEqual({
    appArmorRestricts: null,
    unprivilegedClone: null,
    most: null,
    profiles: [],
  });
  mkdirSync(path.join(root, 'proc/sys/kernel'), { recursive: true });
  mkdirSync(path.join(root, 'etc/apparmor.d/local'), { recursive: true });
  writeFileSync(path.join(root, 'proc/sys/kernel/apparmor_restrict_unprivileged_userns'), '1\n');
  writeFileSync(path.join(root, 'etc/apparmor.d/sallyport'), own);
  expect(readNamespaceFacts(root)).toMatchObject({ appArmorRestricts: '1\n', profiles: [own] });
});
