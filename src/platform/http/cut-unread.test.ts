import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { cutUnread } from "./cut-unread";

const PIECE = Buffer.alloc(1_000_000);

test("whoever reads nothing of a long answer is cut off, and whoever reads is not", async () => {
  const stop = cutUnread("/long", 300);
  const server = createServer((_request, response) => {
    response.on("drain", () => response.write(PIECE));
    response.write(PIECE);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;

  const [reader, sleeper] = [connect(port), connect(port)];
  for (const socket of [reader, sleeper]) socket.write("GET /long HTTP/1.1\r\nhost: localhost\r\n\r\n");
  reader.resume();
  sleeper.pause();
  await expect.poll(() => count(server)).toBe(2);
  await expect.poll(() => count(server), { timeout: 5_000 }).toBe(1);
  expect(reader.closed).toBe(false);
  reader.destroy();
  sleeper.destroy();
  server.close();
  stop();
});

const count = (server: ReturnType<typeof createServer>): Promise<number> =>
  new Promise((resolve, reject) =>
    server.getConnections((error, connections) => (error ? reject(error) : resolve(connections))),
  );
