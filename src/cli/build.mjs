// @ts-check
import { build } from "./launch/build.mjs";
import { runMain } from "./launch/main.mjs";
import { step } from "./launch/terminal.mjs";

await runMain((signal) => step("Building", () => build(signal)));
