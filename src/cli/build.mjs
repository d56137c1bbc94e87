// @ts-check
import { build } from "./launch/build.mjs";
import { runCommand, step } from "./launch/terminal.mjs";

await runCommand((signal) => step("Building", () => build(signal)));
