import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { site } from "@/platform/site";
import { headersBesidePages } from "./answer-headers";
import { BuiltFiles } from "./built-files";
import type { Envelope } from "./envelope";
import { onRequest } from "./on-request";
import type { PushedAnswer } from "./pushed-answer";
import { refuse } from "./refuse";

const COMPRESSED_BYTES_MIN = 1_024;
/** How long who was answered may go on sending or leave unread what ends a stream. */
const LEAVES_WITHIN_MS = 5_000;
/** Written plainly. Whoever writes the address in another way, or wants another method, meets Next. */
const PLAIN_CALL = /^\/api\/trpc\/[\w.,]+(?:\?|$)/;
const METHODS = ["GET", "POST"];

const compress = promisify(gzip);

type Answer = (envelope: Envelope) => Promise<Response | PushedAnswer>;

/** Next's server runs in the folder that it was built into. */
const BUILT_FILES = join(process.cwd(), ".next", "static");

/**
 * Answers procedures and compressed files of the build before Next looks at them: Next makes three `Request` objects of
 * a call and compresses a file each time. What the door does not know goes on to Next, which answers the same; the
 * route of the procedures hands its handler over when it is first asked, so there is one of it.
 */
export class FrontDoor {
  private answer: Answer | null = null;
  private readonly servers = new WeakSet<Server>();
  private readonly files: BuiltFiles;

  constructor(builtFiles = BUILT_FILES) {
    this.files = new BuiltFiles(builtFiles);
  }

  /** Gives back what closes it to servers that it does not stand before yet. */
  open(): () => void {
    return onRequest(({ server }) => {
      if (!this.servers.has(server)) this.standBefore(server);
    });
  }

  serve(answer: Answer): void {
    this.answer = answer;
  }

  /** Node reports a request before it hands it to the listeners, so the first one passes here too. */
  private standBefore(server: Server): void {
    this.servers.add(server);
    const behind = server.listeners("request");
    server.removeAllListeners("request");
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      const file = this.files.answer(request);
      if (file) response.writeHead(file.status, file.headers).end(file.body);
      else if (this.answer && isPlainCall(request)) void reply(request, response, this.answer);
      else for (const listener of behind) listener.call(server, request, response);
    });
  }
}

const isPlainCall = ({ method = "", url = "" }: IncomingMessage): boolean =>
  METHODS.includes(method) && PLAIN_CALL.test(url);

async function reply(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  try {
    await send(request, response, await answer(envelopeOf(request, response)));
  } catch (error) {
    // Who has left waits for nothing.
    if (request.destroyed) return;
    logger().error({ err: error }, "a call failed at the door");
    if (response.headersSent) response.destroy();
    else await send(request, response, refuse(500));
  }
}

const envelopeOf = (request: IncomingMessage, response: ServerResponse): Envelope => ({
  method: request.method ?? "",
  url: `http://${request.headers.host}${request.url}`,
  headers: headersOf(request),
  signal: untilClosed(response),
  readBody: (bytesMax) => readIncoming(request, bytesMax),
});

function headersOf({ headers }: IncomingMessage): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers))
    for (const each of [value ?? []].flat()) result.append(name, each);
  return result;
}

/** As `readBody` reads a `Request`. */
async function readIncoming(request: IncomingMessage, bytesMax: number): Promise<string | null> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed where it is left early: the caller still hears why.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function untilClosed(response: ServerResponse): AbortSignal {
  const closed = new AbortController();
  response.once("close", () => closed.abort());
  return closed.signal;
}

async function send(request: IncomingMessage, response: ServerResponse, answer: Response | PushedAnswer) {
  // The class of pushed answers is another in the bundle of the route.
  if (answer instanceof Response) await sendWhole(request, response, answer);
  else push(request, response, answer);
}

/** No faster than the caller reads. */
function push(request: IncomingMessage, response: ServerResponse, answer: PushedAnswer): void {
  response.writeHead(answer.status, headersFor(request, answer));
  const writer = answer.begin({
    write: (message) => response.write(message),
    end: () => {
      response.end();
      setTimeout(() => response.destroy(), LEAVES_WITHIN_MS).unref();
    },
  });
  response.on("drain", writer.drained);
  response.once("close", writer.left);
  if (response.closed) writer.left();
}

async function sendWhole(request: IncomingMessage, response: ServerResponse, answer: Response): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  const isCompressed = body.length >= COMPRESSED_BYTES_MIN && /\bgzip\b/.test(`${request.headers["accept-encoding"]}`);
  const sent = isCompressed ? await compress(body) : body;
  response.writeHead(answer.status, {
    ...headersFor(request, answer),
    ...(isCompressed ? { "content-encoding": "gzip" } : {}),
    vary: [answer.headers.get("vary"), "accept-encoding"].filter(Boolean).join(", "),
    "content-length": sent.length,
  });
  response.end(sent);
  if (!request.complete) letRunOff(request);
}

/** A connection closed over unread bytes is reset, and the answer is lost with it: the rest is read, for a while. */
function letRunOff(request: IncomingMessage): void {
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.destroy();
  }, LEAVES_WITHIN_MS).unref();
}

const headersFor = (request: IncomingMessage, answer: Pick<Response, "headers">) => ({
  ...Object.fromEntries(answer.headers),
  ...headersBesidePages(request),
  "set-cookie": answer.headers.getSetCookie(),
});

/** In development Next has to see each call, to compile what was edited. */
export const openFrontDoor = (): void => {
  if (site().environment !== "development") void frontDoor().open();
};

export const frontDoor = (): FrontDoor => processSingleton("front-door", () => new FrontDoor());
