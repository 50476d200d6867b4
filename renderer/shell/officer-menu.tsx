import { Menu, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconLogin2, IconLogout, IconUser, IconUserPlus } from '@tabler/icons-react';
import { letAct } from '../state/acting.ts';
import { signedInOfficers, useActingOfficer, useTreasury } from '../state/app-context.ts';
import { call } from '../state/call.ts';
import { useDialogs } from '../state/dialogs.ts';
import { noteGood, noteProblem } from '../state/notices.ts';
import { roleText } from '../texts/states.ts';
import { texts } from '../texts/texts.ts';

/** Who acts at this window; to let another officer act who is signed in, to sign one more in, or to leave. */
export function OfficerMenu() {
  const treasury = useTreasury();
  const show = useDialogs((dialogs) => dialogs.show);
  const officer = useActingOfficer();
  const officers = signedInOfficers(treasury);
  if (officer === null) {
    return (
      <button type="button" className="band-button" onClick={() => show({ kind: 'sign-in' })}>
        <IconLogin2 size={15} aria-hidden />
        {texts.officer.signIn}
      </button>
    );
  }
  const roles = officer.roles.map((role) => roleText[role]).join(', ');
  const others = officers.length > 1 ? texts.officer.others(officers.length - 1) : '';
  const signOut = async (officerId: string | null) => {
    const answer = await call('officer.sign-out', { officerId });
    if (answer.ok) noteGood(texts.officer.left);
    else noteProblem(answer.problem);
  };
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 80 }}>
      <Menu.Target>
        <button type="button" className="band-button">
          <IconUser size={15} aria-hidden />
          <VisuallyHidden>{texts.officer.signedIn('')}</VisuallyHidden>
          <span className="ellipsis">{officer.name}</span>
          <span className="band-role">({roles})</span>
          {officers.length > 1 && <span>{others}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {officers.length > 1 && <Menu.Label>{texts.officer.acts}</Menu.Label>}
        {officers.length > 1 &&
          officers.map(({ id, name }) => (
            <Menu.Item
              key={id}
              aria-current={id === officer.id}
              leftSection={id === officer.id ? <IconCheck size={15} /> : <IconUser size={15} />}
              onClick={() => letAct(id)}
            >
              {name}
            </Menu.Item>
          ))}
        {officers.length < treasury.officers.length && (
          <Menu.Item leftSection={<IconUserPlus size={15} />} onClick={() => show({ kind: 'sign-in' })}>
            {texts.officer.switchTo}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut(officer.id)}>
          {texts.officer.signOut(officer.name)}
        </Menu.Item>
        {officers.length > 1 && (
          <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut(null)}>
            {texts.officer.signOutAll}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
