import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type ProcessName, startSystem, type System } from "./system";

const NAMES: readonly ProcessName[] = ["web", "other", "secure", "worker"];

/**
 * Starts the product once for all journeys, and ends it after the last. It belongs to the runner and not to a worker
 * of it, since a failed test ends its worker. Journeys ask for stops and starts over a small door on loopback.
 */
export default async function globalSetup() {
  const system = await startSystem();
  const control = createServer((request, response) => {
    obey(system, new URL(request.url ?? "/", "http://control")).then(
      () => response.writeHead(204).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => control.listen(0, "127.0.0.1", resolve));
  const { port } = control.address() as AddressInfo;
  process.env["QUARTERMASTER_JOURNEYS"] = JSON.stringify({ ...system.facts, controlUrl: `http://127.0.0.1:${port}` });
  return async () => {
    control.close();
    await system.end();
  };
}

async function obey(system: System, { pathname, searchParams }: URL): Promise<void> {
  const name = NAMES.find((each) => each === searchParams.get("name"));
  if (!name) throw new Error(`No process is called ${searchParams.get("name")}.`);
  if (pathname === "/stop") return system.stop(name, searchParams.get("signal") === "SIGKILL" ? "SIGKILL" : "SIGTERM");
  if (pathname !== "/start") throw new Error(`There is nothing to do at ${pathname}.`);
  system.start(name);
  if (name !== "worker") await system.ready(name);
}
