// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

/* npm run lighthouse: the pages that people open most, signed in, on a desktop and on a phone. */
Promise.all([import("./lighthouse/run-lighthouse.mjs"), import("./launch/main.mjs")]).then(
  ([{ runLighthouse }, { runMain }]) => runMain((signal) => runLighthouse(process.argv.slice(2), signal)),
);
