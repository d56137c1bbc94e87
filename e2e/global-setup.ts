import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startSystem, type System, type WebName } from "./system";

const WEB_NAMES: readonly WebName[] = ["web", "other", "secure"];

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
  const name = WEB_NAMES.find((each) => each === searchParams.get("name"));
  if (!name) throw new Error(`There is no web process called ${searchParams.get("name")}.`);
  if (pathname === "/stop") return system.stop(name, searchParams.get("signal") === "SIGKILL" ? "SIGKILL" : "SIGTERM");
  if (pathname !== "/start") throw new Error(`There is nothing to do at ${pathname}.`);
  system.start(name);
  await system.ready(name);
}
