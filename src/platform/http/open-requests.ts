import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { processSingleton } from "@/platform/process-singleton";
import { pause } from "@/shared/pause";
import { type Asked, onRequest } from "./on-request";

const LOOK_AGAIN_MS = 25;

/** Requests that this process has not answered yet. Next does not expose its server, so Node reports them. */
export class OpenRequests {
  private readonly servers = new Set<Server>();
  private readonly responses = new Map<ServerResponse, IncomingMessage>();

  watch(): this {
    onRequest((asked) => this.note(asked));
    return this;
  }

  /**
   * Takes no more connections, cuts the streams, waits for the answers under way, and closes what is left. A stream is
   * cut and not ended, because a browser comes back to another process from the first and not from the second.
   */
  async drain(timeoutMs: number): Promise<void> {
    for (const server of this.servers) server.close();
    for (const [response, request] of this.responses) if (asksForStream(request)) response.destroy();
    const deadline = performance.now() + timeoutMs;
    while (this.responses.size > 0 && performance.now() < deadline) await pause(LOOK_AGAIN_MS);
    for (const server of this.servers) server.closeAllConnections();
  }

  private note({ request, response, server }: Asked): void {
    this.servers.add(server);
    this.responses.set(response, request);
    response.once("close", () => this.responses.delete(response));
  }
}

/** By the Accept header of an EventSource. Headers of the answer are no sign: some are sent without being kept. */
const asksForStream = ({ headers }: IncomingMessage) => headers.accept?.includes("text/event-stream") === true;

export const openRequests = (): OpenRequests => processSingleton("open-requests", () => new OpenRequests().watch());
