import type { StoreSettings } from "@/platform/site";
import { networkOf } from "./caller-address";

/** Of one browser that is signed in, or of all in a network that are not; links in view are fetched ahead, too. */
const PAGES_MAX = 300;
/** A warehouse of a hundred people has one address. */
const PAGES_OF_NETWORK_MAX = 5_000;
const WINDOW_MS = 10_000;
const ANSWER_MS_MAX = 150;
const AWAY_MS = 5_000;
let awayUntil = 0;

type Reader = { address: string; session: string | undefined };

/**
 * Whether nobody opens more pages than people do: no browser, and no network, since sessions can be made up, which
 * nobody has looked at yet. The first line, before anything is rendered, and never the only one: where the store does
 * not answer at once, everybody passes. Over REST by fetch, so that it runs at the edge.
 */
export async function mayOpenPage({ url, token }: StoreSettings, { address, session }: Reader): Promise<boolean> {
  if (address === "" || Date.now() < awayUntil) return true;
  const network = networkOf(address);
  const keyOf = async (whose: string) =>
    `qm:pages:${await digestOf(`${token} ${whose}`)}:${Math.floor(Date.now() / WINDOW_MS)}`;
  const keys = await Promise.all([keyOf(`network ${network}`), keyOf(session ?? `strangers of ${network}`)]);
  try {
    const response = await fetch(`${url.replace(/\/$/, "")}/pipeline`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify([...keys.map((key) => ["INCR", key]), ...keys.map((key) => ["PEXPIRE", key, WINDOW_MS])]),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      cache: "no-store",
    });
    const [ofNetwork = 0, ofReader = 0] = countsIn(await response.json());
    return ofNetwork <= PAGES_OF_NETWORK_MAX && ofReader <= PAGES_MAX;
  } catch {
    awayUntil = Date.now() + AWAY_MS;
    return true;
  }
}

/** The store learns no address and no session. */
async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

const countsIn = (answer: unknown): number[] =>
  (Array.isArray(answer) ? answer : []).map((one: unknown) => Number(Reflect.get(Object(one), "result") ?? 0));
