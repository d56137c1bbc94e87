// @ts-check
import { CommandError } from "../launch/command-error.mjs";
import { SUITES } from "./suites.mjs";

/** @typedef {import("./suites.mjs").Suite} Suite */

/** Every suite that a change must pass. */
const ALL = "all";

/**
 * What `npm test -- rules orders` asks for: the words up to the first that is no suite are suites, the others filters.
 * @param {string[]} words none for those that need nothing but this machine
 * @returns {{ suites: Suite[], filters: string[] }}
 * @throws CommandError
 */
export function chooseSuites(words) {
  if (words.length === 0) return { suites: SUITES.filter(({ runsWith }) => runsWith === undefined), filters: [] };
  if (words.length === 1 && words[0] === ALL)
    return { suites: SUITES.filter(({ runsWith }) => runsWith !== "night"), filters: [] };
  const known = words.findIndex((word) => !SUITES.some(({ name }) => name === word));
  const names = known === -1 ? words : words.slice(0, known);
  const filters = words.slice(names.length);
  if (names.length === 0) {
    throw new CommandError(
      `There is no suite called ${words[0]}. There are: ${SUITES.map(({ name }) => name).join(", ")}, and ${ALL}.\n` +
        `A filter comes after its suite: npm test -- rules ${words[0]}`,
    );
  }
  const suites = SUITES.filter(({ name }) => names.includes(name));
  const whole = suites.find(({ takesFilters }) => !takesFilters);
  if (filters.length > 0 && whole)
    throw new CommandError(`${whole.name} looks at everything at once and takes no filter (${filters.join(" ")}).`);
  return { suites, filters };
}
