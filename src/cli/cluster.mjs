// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

/* npm run cluster: two of everything, on loopback, for trying out what happens when one of them is lost. */
Promise.all([import("./cluster/run-cluster.mjs"), import("./launch/main.mjs")]).then(([{ runCluster }, { runMain }]) =>
  runMain(runCluster),
);
