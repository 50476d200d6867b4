import { expect, it } from 'vitest';
import { strangeText } from '../../../renderer/texts/chains.ts';

it('says of an address of the network itself that what is paid to it is lost', () => {
  expect(strangeText('system-object').next).toContain('lost for good');
});

it('warns of what a chain calls strange by a name that has no text yet', () => {
  expect(strangeText('new-name').what).toContain('new-name');
});
