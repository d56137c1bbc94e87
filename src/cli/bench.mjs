// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

/* npm run bench: the product beside bare peers on the same stack, over HTTP, as ratios within one run. */
Promise.all([import("./bench/run-bench.mjs"), import("./launch/main.mjs")]).then(([{ runBench }, { runMain }]) =>
  runMain((signal) => runBench(process.argv.slice(2), signal)),
);
