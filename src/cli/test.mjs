// @ts-check
import { refuseOldNode } from "./node-version.mjs";

refuseOldNode();

Promise.all([import("./test-quartermaster.mjs"), import("./terminal.mjs")]).then(
  ([{ testQuartermaster }, { runCommand }]) => runCommand((signal) => testQuartermaster(process.argv.slice(2), signal)),
);
