// @ts-check
import { refuseOldNode } from "./node-version.mjs";

refuseOldNode();

Promise.all([import("./develop-quartermaster.mjs"), import("./terminal.mjs")]).then(
  ([{ developQuartermaster }, { runCommand }]) => runCommand(developQuartermaster),
);
