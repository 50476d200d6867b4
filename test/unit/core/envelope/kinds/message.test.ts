import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../../../electron/core/envelope/kinds/message.ts';
import { codeOf, cold, hot, policy, uuid } from '../../../../support/core-samples.ts';
import { contents } from '../../../../support/envelope-samples.ts';

describe('a message to sign', () => {
  it('is for a vault that is held here', () => {
    expect(codeOf(checkMessage(contents.message, policy(), null))).toBe('accepted');
    expect(codeOf(checkMessage(contents.message, policy(), [hot.id]))).toBe('accepted');
  });

  it('is refused for another vault', () => {
    expect(codeOf(checkMessage(contents.message, policy(), [cold.id]))).toBe('envelope-other-vault');
    const other = { ...contents.message, vaultId: uuid(0xaf) };
    expect(codeOf(checkMessage(other, policy(), null))).toBe('envelope-other-vault');
  });
});
