// @ts-check
import { refuseOldNode } from "./node-version.mjs";

refuseOldNode();

Promise.all([import("./start-quartermaster.mjs"), import("./terminal.mjs")]).then(
  ([{ startQuartermaster }, { runCommand }]) => runCommand(startQuartermaster),
);
