// @ts-check
import { randomUUID } from "node:crypto";
import { connect } from "node:net";

const PATH = `/api/trpc/live.events?input=${encodeURIComponent("{}")}`;
/** A person may have 200 open; people have a few. */
const STREAMS_OF_ONE = 20;
const OPENED_AT_ONCE = 100;
const YEAR = "1 year";

/** @typedef {{ blocks: (at: number, block: string) => void, lost: () => void }} Listener */

/**
 * People with a session for each stream, written by the owner of the database: half of them work everywhere, half in
 * one warehouse. Gives a cookie for each.
 * @param {{ sql: import("postgres").Sql, env: NodeJS.ProcessEnv, warehouseId: string, count: number }} wanted
 * @returns {Promise<string[]>}
 */
export async function makeSessions({ sql, env, warehouseId, count }) {
  const { encode } = await import("next-auth/jwt");
  const people = Array.from({ length: Math.ceil(count / STREAMS_OF_ONE) }, () => randomUUID());
  await sql`
    insert into users (id, email, name, role, all_warehouses, status, password_hash, created_at)
    select id, id || '@streams.test', 'Streams', 'staff', place % 2 = 0, 'active', 'unusable', now()
    from unnest(${people}::uuid[]) with ordinality as person(id, place)`;
  await sql`
    insert into warehouse_grants (user_id, warehouse_id)
    select id, ${warehouseId} from users where id = any(${people}) and not all_warehouses`;
  const sessions = Array.from({ length: count }, (_, place) => ({
    sessionId: randomUUID(),
    userId: people[Math.floor(place / STREAMS_OF_ONE)] ?? "",
  }));
  await sql`
    insert into sessions (id, user_id, created_at, last_seen_at, expires_at)
    select "sessionId", "userId", now(), now(), now() + ${YEAR}::interval
    from jsonb_to_recordset(${sql.json(sessions)}) as session("sessionId" uuid, "userId" uuid)`;
  const secret = env["AUTH_SECRET"] ?? "";
  return Promise.all(sessions.map(async (token) => `qm-session=${await encode({ token, secret })}`));
}

/**
 * Opens a live stream for each cookie and gives each event as it comes, with the moment it came. By sockets, since the
 * client of so many shares the machine.
 * @param {number} port @param {readonly string[]} cookies @param {(at: number, block: string) => void} onEvent
 */
export async function openStreams(port, cookies, onEvent) {
  const streams = /** @type {import("node:net").Socket[]} */ ([]);
  const state = { lost: 0 };
  for (let from = 0; from < cookies.length; from += OPENED_AT_ONCE) {
    const some = cookies.slice(from, from + OPENED_AT_ONCE);
    streams.push(...(await Promise.all(some.map((cookie) => openStream(port, cookie, onEvent, () => state.lost++)))));
  }
  return { state, close: () => streams.forEach((stream) => stream.destroy()) };
}

/**
 * @param {number} port @param {string} cookie @param {(at: number, block: string) => void} onEvent
 * @param {() => void} onLost
 * @returns {Promise<import("node:net").Socket>}
 */
function openStream(port, cookie, onEvent, onLost) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    socket.setEncoding("latin1");
    let rest = "";
    let isOpen = false;
    socket.on("data", (/** @type {string} */ part) => {
      const at = performance.now();
      const text = rest + part;
      const end = text.lastIndexOf("\n\n");
      rest = end === -1 ? text : text.slice(end + 2);
      if (end === -1) return;
      if (!isOpen && text.includes("event: connected")) {
        isOpen = true;
        resolve(socket);
      }
      if (text.includes("id: ")) onEvent(at, text.slice(0, end));
    });
    socket.on("error", reject);
    socket.on("close", () => {
      if (isOpen) onLost();
      else reject(new Error(`The stream was refused: ${rest.slice(0, 200)}`));
    });
    const headers = [
      "Host: 127.0.0.1",
      "Accept: text/event-stream",
      "Sec-Fetch-Site: same-origin",
      `Cookie: ${cookie}`,
    ];
    socket.write(`GET ${PATH} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`);
  });
}
