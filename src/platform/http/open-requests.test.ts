import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { OpenRequests } from "./open-requests";

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

async function serve(): Promise<string> {
  server = createServer((request, response) => {
    if (request.url === "/stream") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
      return;
    }
    setTimeout(() => response.end("done"), request.url === "/hung" ? 60_000 : 400);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return `http://127.0.0.1:${address.port}`;
}

test("a stop cuts streams at once, lets an answer under way be given, and takes nobody new", async () => {
  const requests = new OpenRequests().watch();
  const url = await serve();
  const stream = await fetch(`${url}/stream`, { headers: { accept: "text/event-stream" } });
  const streamEnded = stream.text().then(
    () => "returned",
    () => "cut",
  );
  const answer = fetch(`${url}/slow`).then((response) => response.text());
  await pause(100);

  const beganAt = performance.now();
  await requests.drain(5_000);
  expect(await streamEnded).toBe("cut");
  expect(await answer).toBe("done");
  expect(performance.now() - beganAt).toBeLessThan(2_000);
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

test("an answer that never comes does not hold the stop for longer than allowed", async () => {
  const requests = new OpenRequests().watch();
  const url = await serve();
  const hung = fetch(`${url}/hung`);
  hung.catch(() => {});
  await pause(100);
  const beganAt = performance.now();
  await requests.drain(300);
  await expect(hung).rejects.toThrow("fetch failed");
  expect(performance.now() - beganAt).toBeLessThan(1_500);
});
