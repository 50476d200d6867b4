import { Menu } from '@mantine/core';
import { IconLogin2, IconLogout, IconUser, IconUsers } from '@tabler/icons-react';
import { signedInOfficer, useTreasury } from '../state/app-context.ts';
import { call } from '../state/call.ts';
import { useDialogs } from '../state/dialogs.ts';
import { noteGood, noteProblem } from '../state/notices.ts';
import { roleText } from '../texts/states.ts';
import { texts } from '../texts/texts.ts';

/** Who is signed in; to switch or to leave. */
export function OfficerMenu() {
  const treasury = useTreasury();
  const show = useDialogs((dialogs) => dialogs.show);
  const officer = signedInOfficer(treasury);
  if (officer === null) {
    return (
      <button type="button" className="band-button" onClick={() => show({ kind: 'sign-in' })}>
        <IconLogin2 size={15} aria-hidden />
        {texts.officer.signIn}
      </button>
    );
  }
  const signOut = async () => {
    const answer = await call('officer.sign-out', {});
    if (answer.ok) noteGood(texts.officer.left);
    else noteProblem(answer.problem);
  };
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 80 }}>
      <Menu.Target>
        <button type="button" className="band-button" aria-label={texts.officer.signedIn(officer.name)}>
          <IconUser size={15} aria-hidden />
          <span className="ellipsis">{officer.name}</span>
          <span>({officer.roles.map((role) => roleText[role]).join(', ')})</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUsers size={15} />} onClick={() => show({ kind: 'sign-in' })}>
          {texts.officer.switchTo}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut()}>
          {texts.officer.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
