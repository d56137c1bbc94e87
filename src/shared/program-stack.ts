/** A line of a stack as V8, or as Firefox and Safari write it. */
const FRAME = /^(?: {4}at |(?:\w+ code|\S*)@https?:\/\/).*:\d+:\d+\)?$/;

/**
 * The lines of a stack that name lines of a program, and not the message before them: that may hold what somebody has
 * typed, in words that a reader of stacks takes for places ("meet me at ...").
 */
export const programStack = (stack: string): string =>
  stack
    .split("\n")
    .filter((line) => FRAME.test(line))
    .join("\n");
