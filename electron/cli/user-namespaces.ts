import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the kernel and AppArmor say of user namespaces, on which Chromium's sandbox rests; null where they say nothing. */
export interface NamespaceFacts {
  /** `kernel.apparmor_restrict_unprivileged_userns`: Ubuntu from 23.10 on. */
  readonly appArmorRestricts: string | null;
  /** `kernel.unprivileged_userns_clone`: Debian's kernels. */
  readonly unprivilegedClone: string | null;
  /** `user.max_user_namespaces`. */
  readonly most: string | null;
  /** Texts of the AppArmor profiles that are installed. */
  readonly profiles: readonly string[];
}

/** Reads one value of the kernel as `/proc/sys` has it; null for one that is none or is not there. */
export function sysctlValue(content: string | null): number | null {
  const text = content?.trim() ?? '';
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}

/** Whether a profile lets the program at this path make user namespaces. */
export function profileAllows(profile: string, executable: string): boolean {
  const uncommented = profile.replace(/^\s*#(?!include).*$/gm, '');
  const heads = [...uncommented.matchAll(/^\s*(?:profile\s+)?[^\n{]*\{/gm)];
  return heads.some(({ 0: head, index }) => {
    if (!head.includes(`"${executable}"`) && !head.split(/\s+/).includes(executable)) return false;
    const body = uncommented.slice(index + head.length, uncommented.indexOf('}', index + head.length));
    return /^\s*userns\s*(?:create\s*)?,/m.test(body) || /,\s*userns\s*,/.test(body);
  });
}

/**
 * Why Chromium would die at its start, for want of user namespaces, with the command that mends it; null where it would not.
 * Root starts without a sandbox.
 * @param hasHelper whether Chromium's own helper beside it belongs to root and runs as root: it needs no user namespaces then
 */
export function namespaceProblem(
  { appArmorRestricts, unprivilegedClone, most, profiles }: NamespaceFacts,
  {
    executable,
    hasHelper,
    isRoot,
  }: { readonly executable: string; readonly hasHelper: boolean; readonly isRoot: boolean },
): string | null {
  if (isRoot || hasHelper) return null;
  if (sysctlValue(most) === 0) {
    return 'This system allows no user namespaces, without which Chromium has no sandbox; allow them: sudo sysctl -w user.max_user_namespaces=15000';
  }
  if (sysctlValue(unprivilegedClone) === 0) {
    return 'This system allows user namespaces to root only, and without them Chromium has no sandbox; allow them: sudo sysctl -w kernel.unprivileged_userns_clone=1';
  }
  if ((sysctlValue(appArmorRestricts) ?? 0) === 0) return null;
  if (profiles.some((profile) => profileAllows(profile, executable))) return null;
  return `This system allows user namespaces to programs only that AppArmor knows, and without them Chromium has no sandbox; have it know this one: ${profileCommand(executable)}`;
}

const profileCommand = (executable: string): string =>
  `printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\nprofile sallyport-sources "${executable}" flags=(unconfined) {\\n  userns,\\n}\\n' | sudo tee /etc/apparmor.d/sallyport-sources && sudo apparmor_parser -r /etc/apparmor.d/sallyport-sources`;

/** Asks this machine. What cannot be read says nothing. */
export function readNamespaceFacts(root = '/'): NamespaceFacts {
  const read = (...parts: readonly string[]): string | null => {
    try {
      return readFileSync(path.join(root, ...parts), 'utf8');
    } catch {
      return null;
    }
  };
  return {
    appArmorRestricts: read('proc', 'sys', 'kernel', 'apparmor_restrict_unprivileged_userns'),
    unprivilegedClone: read('proc', 'sys', 'kernel', 'unprivileged_userns_clone'),
    most: read('proc', 'sys', 'user', 'max_user_namespaces'),
    profiles: filesIn(path.join(root, 'etc', 'apparmor.d')).flatMap(
      (name) => read('etc', 'apparmor.d', name) ?? [],
    ),
  };
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}
