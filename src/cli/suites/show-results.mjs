// @ts-check
import { print, secondsSince } from "../launch/terminal.mjs";

/** @typedef {import("./suites.mjs").Suite} Suite */
/** @typedef {import("./suites.mjs").Outcome} Outcome */

/**
 * Shows what each suite has to say whole, and in the order of the list, however many of them run at once. The title of
 * the first that has not ended stands there meanwhile.
 */
export class Results {
  /** @type {Map<Suite, string[]>} */
  #ended = new Map();
  #shown = 0;

  /** @param {readonly Suite[]} suites @param {readonly string[]} filters */
  constructor(suites, filters) {
    this.suites = suites;
    this.filters = filters;
    this.#showTitle();
  }

  /** @param {Suite} suite @param {Outcome} outcome @param {number} began */
  end(suite, outcome, began) {
    this.#ended.set(suite, linesOf(outcome, began));
    for (let lines = this.#ofNext(); lines; lines = this.#ofNext()) {
      for (const line of lines) print(line);
      this.#shown += 1;
      this.#showTitle();
    }
  }

  #ofNext() {
    const suite = this.suites[this.#shown];
    return suite && this.#ended.get(suite);
  }

  #showTitle() {
    const suite = this.suites[this.#shown];
    if (suite) print(`\n${[suite.name, ...this.filters].join(" ")}: ${suite.proves}`);
  }
}

/** @param {Outcome} outcome @param {number} began */
function linesOf({ passed, failed, skipped, output, notes = [] }, began) {
  const left = skipped > 0 ? `, ${skipped} SKIPPED` : "";
  return [
    ...(failed > 0 ? [`\n${output.trimEnd()}\n`] : []),
    ...notes.map((note) => `  ${note}`),
    `  ${passed} passed, ${failed} failed${left} in ${secondsSince(began)}`,
  ];
}
