// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

Promise.all([import("./suites/run-tests.mjs"), import("./launch/terminal.mjs")]).then(
  ([{ testQuartermaster }, { runCommand }]) => runCommand((signal) => testQuartermaster(process.argv.slice(2), signal)),
);
