// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

/*
 * npm run migrate, verify-ledger ...: runs one of the bundled commands against the database that `npm start` uses,
 * which it brings up for as long as the command takes if nothing runs.
 */
Promise.all([import("./launch/bundled-command.mjs"), import("./launch/main.mjs")]).then(
  ([{ runBundledCommand }, { runMain }]) => runMain((signal) => runBundledCommand(process.argv.slice(2), signal)),
);
