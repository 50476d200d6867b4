import { PartCollection } from './collect-parts.ts';
import { type Frame, readText } from './frame.ts';
import { type OtherCode, otherCode } from './other-code.ts';

/** How far a message is: the share of its parts that are there. */
export interface FrameProgress {
  readonly parts: number;
  readonly count: number;
}

/** What a code that was read did. */
export type FrameTaken =
  /** It said something new. `another`: it is of another message than the one that was farthest before. */
  | { readonly kind: 'taken'; readonly progress: FrameProgress; readonly another: boolean }
  /** All that it says is there already. */
  | { readonly kind: 'known'; readonly progress: FrameProgress }
  | { readonly kind: 'whole'; readonly message: Uint8Array }
  /** All parts were there and make no whole: one of the frames was none of this message. It begins anew. */
  | { readonly kind: 'spoilt' }
  /** An envelope's frame that cannot be read. */
  | { readonly kind: 'damaged' }
  /** An envelope that is too large for QR codes. */
  | { readonly kind: 'oversize' }
  /** No envelope. */
  | { readonly kind: 'other-code'; readonly code: OtherCode };

/** Messages that are collected at once: a stray frame of another one neither stops the reader nor loses what it has. */
const MOST_MESSAGES = 4;

/** Reads an animated code: frames in any order and from any moment on, lost, torn, foreign and hostile ones among them. */
export class FrameReader {
  /** The one that was added to last is the last. */
  #messages: readonly PartCollection[] = [];

  /** Of the message that is farthest; null before the first frame. */
  get progress(): FrameProgress | null {
    const farthest = this.#farthest();
    return farthest ? progressOf(farthest) : null;
  }

  /** Takes in the text of a code. */
  take(text: string): FrameTaken {
    const read = readText(text);
    switch (read.kind) {
      case 'frame':
        return this.#add(read.frame);
      case 'message':
        return { kind: 'whole', message: read.message };
      case 'other-resource':
        return { kind: 'other-code', code: { kind: 'resource', type: read.type } };
      case 'no-resource':
        return { kind: 'other-code', code: otherCode(text) };
      default:
        return { kind: read.kind };
    }
  }

  #add(frame: Frame): FrameTaken {
    const before = this.#farthest();
    const known = this.#messages.find((message) => message.isOf(frame));
    const message = known ?? new PartCollection(frame);
    const others = this.#messages.filter((each) => each !== message);
    this.#messages = [...(known ? others : withRoom(others)), message];
    if (!message.add(frame)) return { kind: 'known', progress: progressOf(message) };
    if (message.parts < message.count) {
      return {
        kind: 'taken',
        progress: progressOf(message),
        another: before !== undefined && before !== message,
      };
    }
    this.#messages = others;
    const whole = message.message();
    return whole === null ? { kind: 'spoilt' } : { kind: 'whole', message: whole };
  }

  #farthest(): PartCollection | undefined {
    return this.#messages.toSorted((a, b) => b.parts / b.count - a.parts / a.count)[0];
  }
}

const progressOf = ({ parts, count }: PartCollection): FrameProgress => ({ parts, count });

/** Lets the one go that has the fewest parts, the longest untouched one first. */
function withRoom(messages: readonly PartCollection[]): readonly PartCollection[] {
  if (messages.length < MOST_MESSAGES) return messages;
  const fewest = Math.min(...messages.map(({ parts }) => parts));
  const gone = messages.find(({ parts }) => parts === fewest);
  return messages.filter((message) => message !== gone);
}
