import type { StoreSettings } from "@/platform/site";
import { networkOf } from "./caller-address";

const PAGES_MAX = 300;
const WINDOW_MS = 10_000;
const ANSWER_MS_MAX = 150;
const AWAY_MS = 5_000;
let awayUntil = 0;

/**
 * Whether one network opens no more pages than people do. The first line, before anything is rendered, and never the
 * only one: where the store does not answer at once, everybody passes. Over REST by fetch, so that it runs at the edge.
 */
export async function mayOpenPage({ url, token }: StoreSettings, address: string): Promise<boolean> {
  if (address === "" || Date.now() < awayUntil) return true;
  const key = `qm:pages:${await digestOf(`${token} ${networkOf(address)}`)}:${Math.floor(Date.now() / WINDOW_MS)}`;
  try {
    const response = await fetch(`${url.replace(/\/$/, "")}/pipeline`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify([
        ["INCR", key],
        ["PEXPIRE", key, WINDOW_MS],
      ]),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      cache: "no-store",
    });
    return countIn(await response.json()) <= PAGES_MAX;
  } catch {
    awayUntil = Date.now() + AWAY_MS;
    return true;
  }
}

/** The store learns no address. */
async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

function countIn(answer: unknown): number {
  const [first] = Array.isArray(answer) ? answer : [];
  return first !== null && typeof first === "object" ? Number(Reflect.get(first, "result") ?? 0) : 0;
}
