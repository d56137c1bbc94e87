import { once } from "node:events";
import { type ClientRequest, createServer, type IncomingMessage, request as ask, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Envelope } from "@/platform/http/envelope";
import { FrontDoor } from "@/platform/http/front-door";
import type { PushedAnswer } from "@/platform/http/pushed-answer";
import { pause } from "@/shared/pause";

/** The status of what the front door lets pass. */
export const PASSED_ON = 299;

const HEADER_BYTES_MAX = 2_000_000;

/** A server at whose front door a handler stands, asked over a real connection. */
export class Door {
  private server: Server | null = null;
  private shut = () => {};

  constructor(private readonly answer: (envelope: Envelope) => Promise<Response | PushedAnswer>) {}

  async open(): Promise<void> {
    // Node itself would refuse long addresses; here the door shall.
    const server = createServer({ maxHeaderSize: HEADER_BYTES_MAX }, (_request, response) =>
      response.writeHead(PASSED_ON).end(),
    );
    const door = new FrontDoor();
    door.serve(this.answer);
    this.shut = door.open();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.server = server;
  }

  get port(): number {
    const address = this.server?.address();
    if (address === null || typeof address !== "object") throw new Error("The door is closed.");
    return address.port;
  }

  close(): void {
    this.shut();
    this.server?.closeAllConnections();
    this.server?.close();
  }

  /** Sends what a handler would be called with, and waits for the whole answer; a stream is read as it comes. */
  readonly send = async (sent: Request): Promise<Response> => {
    const { pathname, search, host } = new URL(sent.url);
    const headers = { host, ...Object.fromEntries(sent.headers) };
    const asked = ask({ port: this.port, path: pathname + search, method: sent.method, headers });
    const answered = once(asked, "response");
    void sendBody(asked, sent.body);
    const [answer]: IncomingMessage[] = await answered;
    if (!answer) throw new Error("There was no answer.");
    const received = new Headers();
    for (const [name, values] of Object.entries(answer.headersDistinct))
      for (const value of values ?? []) received.append(name, value);
    const status = answer.statusCode ?? 0;
    const isStream = received.get("content-type") === "text/event-stream";
    const body = isStream ? asTheyCome(answer) : await buffer(answer);
    return new Response(status === 204 ? null : body, { status, headers: received });
  };
}

/** The pieces of a stream, until its reader leaves. */
const asTheyCome = (answer: IncomingMessage): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      answer.on("data", (piece: Buffer) => controller.enqueue(piece));
      answer.on("end", () => controller.close());
      answer.on("error", () => {});
    },
    cancel: () => void answer.destroy(),
  });

/** Until the server has answered, which it may do before it has everything. */
async function sendBody(asked: ClientRequest, body: ReadableStream<Uint8Array> | null): Promise<void> {
  asked.on("error", () => {});
  const reader = body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || asked.destroyed || asked.writableEnded) return void asked.end();
    if (!asked.write(value)) await pause(1);
  }
}
