// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

Promise.all([import("./launch/develop.mjs"), import("./launch/terminal.mjs")]).then(
  ([{ developQuartermaster }, { runCommand }]) => runCommand(developQuartermaster),
);
