import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { processSingleton } from "@/platform/process-singleton";

/**
 * TRACE sends a request back as it came, cookies and all; no route offers it. Next cannot even make a request of it and
 * would answer 500, so before Next looks it becomes a method that Next knows and refuses, with 405.
 */
export const refuseTrace = (): void =>
  processSingleton("refuse-trace", () => {
    subscribe("http.server.request.start", (message) => {
      const request = message !== null && typeof message === "object" && "request" in message ? message.request : null;
      if (request instanceof IncomingMessage && request.method === "TRACE") request.method = "DELETE";
    });
  });
