// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

Promise.all([import("./launch/develop.mjs"), import("./launch/main.mjs")]).then(
  ([{ developQuartermaster }, { runMain }]) => runMain(developQuartermaster),
);
