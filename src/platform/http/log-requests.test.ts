import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import { makeLogger } from "@/platform/logger";
import { logRequests } from "./log-requests";

const LOGGER = Symbol.for("quartermaster.logger");
let end = () => {};
afterEach(() => {
  end();
  Reflect.deleteProperty(globalThis, LOGGER);
});

test("each request is one line with its answer, and nothing of its query", async () => {
  const lines: Record<string, unknown>[] = [];
  const log = makeLogger("info", { write: (line) => lines.push(JSON.parse(line)) });
  Reflect.set(globalThis, LOGGER, log);
  end = logRequests();
  const server = createServer((_request, response) => response.writeHead(404).end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  await fetch(`http://127.0.0.1:${port}/orders?search=hidden-word`, { headers: { "x-request-id": "of-the-balancer" } });
  server.closeAllConnections();
  server.close();
  await once(server, "close");
  expect(lines).toMatchObject([
    { level: "info", msg: "request", method: "GET", path: "/orders", status: 404, givenRequestId: "of-the-balancer" },
  ]);
  expect(JSON.stringify(lines)).not.toContain("hidden-word");
});
