import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { IncomingMessage, Server, ServerResponse } from "node:http";

const CHANNEL = "http.server.request.start";

export type Asked = { request: IncomingMessage; response: ServerResponse; server: Server };

/**
 * Looks at each request of this process before its server hands it to anybody. Next exposes neither its server nor the
 * socket, so Node reports them. Gives back what ends it.
 */
export function onRequest(look: (asked: Asked) => void): () => void {
  const hear = (message: unknown): void => {
    if (message === null || typeof message !== "object") return;
    if (!("request" in message) || !("response" in message) || !("server" in message)) return;
    const { request, response, server } = message;
    if (request instanceof IncomingMessage && response instanceof ServerResponse && server instanceof Server)
      look({ request, response, server });
  };
  subscribe(CHANNEL, hear);
  return () => void unsubscribe(CHANNEL, hear);
}
