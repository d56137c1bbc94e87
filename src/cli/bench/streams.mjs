// @ts-check
import { request } from "node:http";

/**
 * Opens live streams and gives each event's name and entity ids as it comes, with the moment it came.
 * @param {number} port @param {Record<string, string>} headers @param {number} count
 * @param {(at: number, data: string) => void} onEvent
 */
export async function openStreams(port, headers, count, onEvent) {
  const streams = await Promise.all(Array.from({ length: count }, () => openStream(port, headers, onEvent)));
  return () => streams.forEach((stream) => stream.destroy());
}

/**
 * @param {number} port @param {Record<string, string>} headers @param {(at: number, data: string) => void} onEvent
 * @returns {Promise<import("node:http").ClientRequest>}
 */
function openStream(port, headers, onEvent) {
  const path = `/api/trpc/live.events?input=${encodeURIComponent("{}")}`;
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port, path, headers: { ...headers, accept: "text/event-stream" }, agent: false },
      (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`The stream was refused: ${answer.statusCode}`));
        let rest = "";
        answer.setEncoding("utf8");
        answer.on("data", (part) => {
          const at = performance.now();
          const blocks = (rest + part).split("\n\n");
          rest = blocks.pop() ?? "";
          for (const block of blocks) if (block.includes("\nid:") || block.startsWith("id:")) onEvent(at, block);
        });
        answer.on("error", () => {});
        resolve(asked);
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}
