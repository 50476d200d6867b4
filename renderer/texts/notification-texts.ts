/** The part of Settings about the system's notifications. */
export const notificationTexts = {
  title: 'Notifications',
  lead: 'Told by the system while you look at something else. Nobody signed in: only that there is an alarm. No person, account or address is ever named.',
  waits: 'What waits for me',
  waitsHint: 'Movements and control proofs whose next step an officer can do who is signed in here.',
  alarms: 'Alarms',
  alarmsHint: 'A held folder, an alarm about the books, a clock that is wrong.',
  node: 'The node is away',
  nodeHint: 'When it has not answered for a minute.',
  amounts: 'Name amounts',
  amountsHint: 'The system may show them over a locked screen, and keeps them in its own list.',
};
