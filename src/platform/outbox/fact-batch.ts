import type { Fact } from "@/shared/event";

/** `readAfter` is for those who read on replicas once they hear of it. */
export type PublishedFact = Fact & { readonly position: number; readonly readAfter?: string | undefined };

/** Facts that were published one after the other, as many streams are sent them. */
export class FactBatch {
  private readonly messages = new Map<string, Uint8Array>();

  constructor(
    readonly facts: readonly PublishedFact[],
    /** The position that a reader has reached with it: rows that are no facts count too. */
    readonly last: number,
    /** Nothing will be added to it. */
    readonly isFull: boolean,
  ) {}

  /** The message for one class of readers, made for the first of them. */
  messageFor(readers: string, make: () => Uint8Array): Uint8Array {
    const known = this.messages.get(readers);
    if (known) return known;
    const made = make();
    this.messages.set(readers, made);
    return made;
  }
}
