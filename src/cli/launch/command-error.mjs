// @ts-check

/** Something the person at the keyboard can mend: its message is the whole answer, without a stack. */
export class CommandError extends Error {
  /** @param {string} sentence */
  constructor(sentence) {
    super(sentence);
    this.name = "CommandError";
  }
}
