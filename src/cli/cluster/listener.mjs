// @ts-check
import { request } from "node:http";

const PATH = `/api/trpc/live.events?input=${encodeURIComponent("{}")}`;
const RESUME_AFTER_MS = 500;

/** A browser's live stream: it comes back after a cut, with the position it had reached, as EventSource does. */
export class Listener {
  /**
   * How often each order was heard of as confirmed, and when first.
   * @type {Map<string, { times: number, at: number }>}
   */
  heard = new Map();
  isOpen = false;
  reconnects = 0;
  isClosed = false;
  /** @type {string | undefined} */
  lastId;
  /** @type {import("node:http").ClientRequest | undefined} */
  asked;

  /** @param {number} port @param {string} cookie */
  constructor(port, cookie) {
    this.port = port;
    this.cookie = cookie;
    this.open();
  }

  open() {
    if (this.isClosed) return;
    const headers = {
      accept: "text/event-stream",
      "sec-fetch-site": "same-origin",
      cookie: this.cookie,
      ...(this.lastId !== undefined && { "last-event-id": this.lastId }),
    };
    let isOver = false;
    const over = () => {
      if (isOver) return;
      [isOver, this.isOpen] = [true, false];
      this.reconnects += 1;
      setTimeout(() => this.open(), RESUME_AFTER_MS).unref();
    };
    this.asked = request({ host: "127.0.0.1", port: this.port, path: PATH, headers, agent: false }, (answer) => {
      let rest = "";
      answer.setEncoding("utf8");
      this.isOpen = answer.statusCode === 200;
      answer.on("data", (/** @type {string} */ part) => {
        const blocks = (rest + part).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) this.read(block);
      });
      answer.on("close", over);
      answer.on("error", over);
    });
    this.asked.on("error", over);
    this.asked.end();
  }

  /** @param {string} block */
  read(block) {
    const id = /^id: ?(.+)$/m.exec(block)?.[1];
    if (id === undefined) return;
    this.lastId = id;
    const { name, entityIds } = JSON.parse(/^data: ?(.+)$/m.exec(block)?.[1] ?? "{}");
    if (name !== "orders.confirmed") return;
    for (const entityId of entityIds) {
      const known = this.heard.get(entityId);
      if (known) known.times += 1;
      else this.heard.set(entityId, { times: 1, at: performance.now() });
    }
  }

  close() {
    this.isClosed = true;
    this.asked?.destroy();
  }
}
