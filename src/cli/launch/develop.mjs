// @ts-check

import { openDatabase } from "../postgres/database.mjs";
import { bundleOptions } from "./bundle.mjs";
import { CommandError } from "./command-error.mjs";
import { processEnvironment, webAddress, withMetricsPort } from "./environment.mjs";
import { ensureInstalled } from "./install.mjs";
import { acquireLock } from "./lock.mjs";
import { refuseTakenPort } from "./ports.mjs";
import { inRoot, LOCK_FILE, prepareState } from "./project.mjs";
import { waitUntilReady } from "./ready.mjs";
import { aborted, prepareData, sampleSignIns } from "./start.mjs";
import { supervise } from "./supervise.mjs";
import { print, step } from "./terminal.mjs";

/**
 * `npm run dev`: the same database as `npm start`, pages that reload themselves, and a worker and a relay that are
 * restarted when something they are made of changes.
 * @param {AbortSignal} signal
 */
export async function developQuartermaster(signal) {
  prepareState();
  const address = webAddress();
  const { port, host, url } = address;
  const lock = await acquireLock(LOCK_FILE);
  /** @type {(() => Promise<void>)[]} */
  const undo = [lock.release];
  try {
    await refuseTakenPort(port, host);
    await ensureInstalled(signal);
    const bundles = await watchBundles();
    undo.push(bundles.stop);
    const database = await step("Starting the database", () => openDatabase((line) => print(`\n  ${line}`)));
    undo.push(database.stop);
    const environment = processEnvironment(database.url, "development");
    for (const warning of await prepareData(database, environment, signal)) print(warning);

    const next = [
      inRoot("node_modules", "next", "dist", "bin", "next"),
      "dev",
      "--port",
      String(port),
      "--hostname",
      host,
    ];
    const children = supervise(
      [
        { name: "web", args: next, env: environment, showAll: true },
        { name: "worker", args: [inRoot("dist", "worker.js")], env: withMetricsPort(environment, 1) },
        { name: "relay", args: [inRoot("dist", "relay.js")], env: withMetricsPort(environment, 2) },
      ],
      lock.recordChildren,
    );
    undo.push(children.stop);
    bundles.onChange(() => {
      print("Restarting worker and relay with what was changed.");
      children.restart(["worker", "relay"]);
    });
    await Promise.race([waitUntilReady(address, signal), children.hopeless("web")]);
    print(`\nReady:  ${url}\n`);
    if (database.isEmbedded) for (const line of sampleSignIns()) print(`  ${line}`);
    await aborted(signal);
  } finally {
    lock.markStopping();
    for (const stop of undo.reverse()) await stop();
  }
}

/** Bundles once, then again at each change; a change that does not compile is shown and waits for the next. */
async function watchBundles() {
  const { context } = await import("esbuild");
  let notify = () => {};
  const watched = await context({
    ...bundleOptions(),
    logLevel: "warning",
    plugins: [
      { name: "notify", setup: (build) => build.onEnd((result) => void (result.errors.length === 0 && notify())) },
    ],
  });
  await watched.rebuild().catch((error) => {
    throw new CommandError(`The worker, relay and commands could not be bundled.\n\n${error.message}`);
  });
  return {
    /** @param {() => void} listener */
    onChange(listener) {
      let isFirst = true;
      // Watching begins with one more build of the same.
      notify = () => {
        if (!isFirst) listener();
        isFirst = false;
      };
      void watched.watch();
    },
    stop: () => watched.dispose(),
  };
}
