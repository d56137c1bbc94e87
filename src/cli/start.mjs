// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

Promise.all([import("./launch/start.mjs"), import("./launch/terminal.mjs")]).then(
  ([{ startQuartermaster }, { runCommand }]) => runCommand(startQuartermaster),
);
