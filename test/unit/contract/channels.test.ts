import { expect, test } from 'vitest';
import { channelNames, isTopic, topicNames } from '../../../electron/contract/channels.ts';
import { channels } from '../../../electron/contract/contract.ts';
import { topics } from '../../../electron/contract/topics.ts';

test('the preload script knows every channel of the contract and no other', () => {
  expect([...channelNames].sort()).toEqual([...channels].sort());
});

test('the preload script knows every topic and no other', () => {
  expect([...topicNames].sort()).toEqual([...topics].sort());
  expect(isTopic('movements')).toBe(true);
  expect(isTopic('constructor')).toBe(false);
  expect(isTopic(1)).toBe(false);
});
