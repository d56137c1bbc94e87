// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

Promise.all([import("./suites/run-tests.mjs"), import("./launch/main.mjs")]).then(
  ([{ checkQuartermaster }, { runMain }]) => runMain(checkQuartermaster),
);
