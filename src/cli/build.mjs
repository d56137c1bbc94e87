// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

Promise.all([import("./launch/build.mjs"), import("./launch/main.mjs"), import("./launch/terminal.mjs")]).then(
  ([{ build }, { runMain }, { step }]) => runMain((signal) => step("Building", () => build(signal))),
);
