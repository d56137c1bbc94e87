// @ts-check
import { parseArgs } from "node:util";
import { CommandError } from "../launch/command-error.mjs";
import { SIZES } from "./windows.mjs";

/**
 * What the person at the keyboard wants measured. @param {string[]} args
 * @param {{ all: readonly string[], quick: readonly string[] }} works
 */
export function choose(args, { all, quick }) {
  const options = read(args);
  const names = options.only?.split(",") ?? (options.quick ? quick : all);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw new CommandError(`There is no "${unknown.join('", "')}". Choose of: ${all.join(", ")}.`);
  const isChosen = (/** @type {string} */ name) =>
    names.includes(name) && (name !== "node" || options.node !== undefined);
  if (options.only && names.includes("node") && !options.node)
    throw new CommandError('"node" compares with another Node: say which by --node FILE.');
  return {
    size: options.quick ? SIZES.quick : SIZES.full,
    otherNode: options.node ?? null,
    largeFolder: options.large ?? null,
    isChosen,
  };
}

/** @param {string[]} args */
function read(args) {
  try {
    return parseArgs({
      args,
      options: {
        quick: { type: "boolean" },
        only: { type: "string" },
        node: { type: "string" },
        large: { type: "string" },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${reason}\nnpm run bench -- [--quick] [--only orders,list] [--node FILE] [--large FOLDER]`);
  }
}
