import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Redis } from "ioredis";
import * as z from "zod";
import { freePort } from "@/cli/launch/ports.mjs";

const Command = z.array(z.union([z.string(), z.number()]).transform(String)).min(1);
const Commands = z.array(Command);

const UPSTASH_TOKEN = "a token of the tests";
export type UpstashServer = Awaited<ReturnType<typeof startUpstash>>;

/** A store with nothing in it, which the configuration of the test names from now on. */
export async function shareStore(redisUrl: string): Promise<UpstashServer> {
  const store = await startUpstash(redisUrl);
  await store.redis.flushdb();
  process.env["UPSTASH_REDIS_REST_URL"] = store.url;
  process.env["UPSTASH_REDIS_REST_TOKEN"] = store.token;
  return store;
}

/**
 * A store as Upstash documents its REST API, in front of a real Redis: a command as a JSON array, or several at
 * `/pipeline` and `/multi-exec`, texts in base64 where that is asked for.
 */
export async function startUpstash(redisUrl: string, port?: number) {
  const redis = new Redis(redisUrl);
  const scripts = new Map<string, string>();
  let asked = 0;
  let isHanging = false;
  const at = port ?? (await freePort());
  const server = createServer((request, response) => {
    asked += 1;
    if (!isHanging) void answer(request, response, { redis, scripts });
  });
  await new Promise<void>((resolve) => server.listen(at, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${at}`,
    token: UPSTASH_TOKEN,
    port: at,
    redis,
    /** How many requests have come. */
    asked: () => asked,
    /** From now on nothing is answered. */
    hang: () => (isHanging = true),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      redis.disconnect();
    },
  };
}

type Behind = { redis: Redis; scripts: Map<string, string> };

async function answer(request: IncomingMessage, response: ServerResponse, behind: Behind): Promise<void> {
  const reply = (status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  if (request.headers.authorization !== `Bearer ${UPSTASH_TOKEN}`) return reply(401, { error: "Unauthorized" });
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    const encode = request.headers["upstash-encoding"] === "base64" ? toBase64 : (value: unknown) => value;
    const run = async (command: string[]) => {
      try {
        return { result: encode(await runOne(behind, command)) };
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) };
      }
    };
    if (request.url === "/pipeline") {
      const results = [];
      for (const command of Commands.parse(body)) results.push(await run(command));
      return reply(200, results);
    }
    if (request.url === "/multi-exec") {
      const transaction = behind.redis.multi(Commands.parse(body).map(([name = "", ...rest]) => [name, ...rest]));
      const results = (await transaction.exec()) ?? [];
      return reply(
        200,
        results.map(([error, result]) => (error ? { error: error.message } : { result: encode(result) })),
      );
    }
    const one = await run(Command.parse(body));
    return reply("error" in one ? 400 : 200, one);
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

/** Upstash's own flags of scripts are unknown to Redis, and a script without its first line has another digest. */
async function runOne({ redis, scripts }: Behind, [name = "", ...rest]: string[]): Promise<unknown> {
  const verb = name.toLowerCase();
  const [first = "", ...others] = rest;
  if (verb === "eval") return redis.call("eval", withoutFlags(scripts, first), ...others);
  if (verb === "evalsha") {
    const script = scripts.get(first);
    if (script === undefined) throw new Error("NOSCRIPT No matching script. Please use EVAL.");
    return redis.call("eval", script, ...others);
  }
  return redis.call(name, ...rest);
}

function withoutFlags(scripts: Map<string, string>, script: string): string {
  const plain = script.replace(/^#!lua[^\n]*\n/, "");
  scripts.set(createHash("sha1").update(script).digest("hex"), plain);
  return plain;
}

/** As Upstash does it: every text but OK, at any depth. */
function toBase64(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toBase64);
  return typeof value === "string" && value !== "OK" ? Buffer.from(value).toString("base64") : value;
}
