import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pause } from "@/shared/pause";
import { cutAfter } from "./slow-clients";

/*
 * Cut means that the server ends the connection: each test waits for that, however long it takes. Who is not to be cut
 * is on a busy machine too within the limits.
 */

const PATIENCE = { timeout: 60_000 };
const MEGABYTE = Buffer.alloc(1_000_000, "x");
/** More than any buffer between two processes of a machine holds. */
const MEGABYTES = 60;

const server = createServer({ connectionsCheckingInterval: 50 }, (request, response) => {
  request.resume();
  request.once("end", () => {
    response.writeHead(200);
    for (let sent = 0; sent < (request.url === "/much" ? MEGABYTES : 1); sent += 1) response.write(MEGABYTE);
    response.end();
  });
});
let end: () => void;
let port: number;

beforeAll(async () => {
  end = cutAfter({ headersMs: 1_500, requestMs: 2_000, silenceMs: 2_500 });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  port = address !== null && typeof address === "object" ? address.port : 0;
  // The server is seen with its first request.
  await (await fetch(`http://127.0.0.1:${port}/`)).text();
});
afterAll(() => {
  end();
  server.closeAllConnections();
  server.close();
});

function knock(begin: string): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(begin);
  return socket;
}

/** A byte now and then, so that it is never silent, until it is cut. */
async function dribble(socket: Socket, text: string): Promise<void> {
  let isOver = false;
  socket.once("close", () => (isOver = true));
  socket.resume();
  while (!isOver) {
    socket.write(text);
    await pause(20);
  }
}

describe("a connection is cut", () => {
  test("whose headers come to no end", PATIENCE, async () => {
    await dribble(knock("GET / HTTP/1.1\r\nHost: shop\r\n"), "x-more: a\r\n");
  });

  test("whose body comes a byte at a time", PATIENCE, async () => {
    const begin = "POST / HTTP/1.1\r\nHost: shop\r\n";
    await Promise.all([
      dribble(knock(`${begin}Content-Length: 1000000\r\n\r\n`), "a"),
      dribble(knock(`${begin}Transfer-Encoding: chunked\r\n\r\n`), "1\r\na\r\n"),
    ]);
  });

  test("whose answer is never read", PATIENCE, async () => {
    const closed = new Promise((resolve) =>
      server.once("connection", (socket) => socket.once("close", () => resolve("closed"))),
    );
    const socket = knock("GET /much HTTP/1.1\r\nHost: shop\r\n\r\n");
    socket.pause();
    expect(await closed).toBe("closed");
    socket.destroy();
  });
});

test("and not one that reads as it comes, with pauses", PATIENCE, async () => {
  const socket = knock("GET /much HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
  let read = 0;
  for await (const part of socket) {
    read += part.length;
    if (read % 7 === 0) await pause(5);
  }
  expect(read).toBeGreaterThan(MEGABYTES * MEGABYTE.length);
});
