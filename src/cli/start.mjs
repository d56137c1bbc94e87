// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

Promise.all([import("./launch/start.mjs"), import("./launch/main.mjs")]).then(([{ startQuartermaster }, { runMain }]) =>
  runMain(startQuartermaster),
);
