import { createRequire } from "node:module";
import type * as Bcrypt from "@node-rs/bcrypt";

/*
 * Stands in for bcrypt in the tests of `database`: the real one with the work of the lowest cost, in hashes that bear
 * the cost that was asked for. That saves a quarter of a second of processor each; `heavy` keeps the real work.
 */

const bcrypt: typeof Bcrypt = createRequire(import.meta.url)("@node-rs/bcrypt");
const LOWEST = 4;

const withCost = (made: string, cost: number) => made.replace(/(?<=^\$2[aby]\$)\d\d/, String(cost).padStart(2, "0"));

export const hash = async (password: string, { cost }: { cost: number }): Promise<string> =>
  withCost(await bcrypt.hash(password, { cost: LOWEST }), cost);

export const verify = (password: string, made: string): Promise<boolean> =>
  bcrypt.verify(password, withCost(made, LOWEST));
