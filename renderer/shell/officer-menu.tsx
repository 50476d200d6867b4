import { Menu } from '@mantine/core';
import { IconLogin2, IconLogout, IconUser, IconUsers } from '@tabler/icons-react';
import { signedInOfficer, useTreasury } from '../state/app-context.ts';
import { call } from '../state/call.ts';
import { useDialogs } from '../state/dialogs.ts';
import { noteGood, noteTrouble } from '../state/notices.ts';
import { roleText } from '../text/states.ts';
import { words } from '../text/words.ts';

/** Who is signed in; to switch or to leave. */
export function OfficerMenu() {
  const treasury = useTreasury();
  const show = useDialogs((dialogs) => dialogs.show);
  const officer = signedInOfficer(treasury);
  if (officer === null) {
    return (
      <button type="button" className="band-button" onClick={() => show({ kind: 'sign-in' })}>
        <IconLogin2 size={15} aria-hidden />
        {words.officer.signIn}
      </button>
    );
  }
  const signOut = async () => {
    const answer = await call('officer.sign-out', {});
    if (answer.ok) noteGood(words.officer.left);
    else noteTrouble(answer.trouble);
  };
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 80 }}>
      <Menu.Target>
        <button type="button" className="band-button" aria-label={words.officer.signedIn(officer.name)}>
          <IconUser size={15} aria-hidden />
          <span className="ellipsis">{officer.name}</span>
          <span>({officer.roles.map((role) => roleText[role]).join(', ')})</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUsers size={15} />} onClick={() => show({ kind: 'sign-in' })}>
          {words.officer.switchTo}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut()}>
          {words.officer.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
