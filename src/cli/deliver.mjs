// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

/* npm run deliver: the steps of the pipeline that are longer than a line, for it and for the person who tries them. */
Promise.all([import("./delivery/run-delivery.mjs"), import("./launch/main.mjs")]).then(
  ([{ runDelivery }, { runMain }]) => runMain((signal) => runDelivery(process.argv.slice(2), signal)),
);
