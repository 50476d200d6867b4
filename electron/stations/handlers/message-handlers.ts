import { approveMessage, refuseMessage } from '../../console/messages/answer-message.ts';
import { askMessage } from '../../console/messages/ask-message.ts';
import { listMessages, readMessage, signedStatementOf } from '../../console/messages/message-views.ts';
import { signMessage } from '../../console/messages/sign-message.ts';
import type { messageVerbs } from '../../contract/messages.ts';
import type { Handlers } from '../../contract/serve.ts';
import { ok, type Result } from '../../core/result.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import type { OnDesk } from './on-desk.ts';

/** Messages to sign, from the request to the file. */
export function messageHandlers({ look, act, change }: OnDesk): Pick<Handlers, keyof typeof messageVerbs> {
  return {
    'message.list': look(listMessages),
    'message.read': look(readMessage),
    'message.ask': act(askMessage),
    'message.approve': change(approveMessage),
    'message.refuse': change(refuseMessage),
    'message.sign': change(signMessage),
    'message.save': act(
      async (
        desk,
        _,
        input: { readonly digest: string },
        { place },
      ): Promise<Result<{ file: string | null }>> => {
        const signed = await signedStatementOf(desk, input);
        if (!signed.ok) return signed;
        const file = await place.chooseSaveFile({
          title: 'Save the signed message',
          name: `signed-message-${input.digest.slice(0, 8)}.json`,
          kind: { name: 'Signed message', extension: 'json' },
        });
        if (file === null) return ok({ file });
        const bytes = new TextEncoder().encode(signed.value.text);
        const written = await replaceAtomically({ file, bytes, verify: () => ok(undefined) });
        return written.ok ? ok({ file }) : written;
      },
    ),
  };
}
