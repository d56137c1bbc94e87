// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

/* npm run drill: loses one thing after the other on a cluster of its own, and counts what that costs. */
Promise.all([import("./cluster/run-drill.mjs"), import("./launch/main.mjs")]).then(([{ runDrill }, { runMain }]) =>
  runMain((signal) => runDrill(process.argv.slice(2), signal)),
);
