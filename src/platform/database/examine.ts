import { sql } from "drizzle-orm";
import * as z from "zod";
import { addressesOf } from "./addresses";
import { openDatabase } from "./db";
import { withoutParameters } from "./error";
import { REPLAYED, toLogPosition, WRITTEN } from "./log-position";

const DEADLINE_MS = 3_000;

const Facts = z.object({
  version: z.string(),
  isReplica: z.boolean(),
  /** For all who are no superusers. */
  connectionsMax: z.number(),
  connectionsOpen: z.number(),
  /** Whether what we set as we connect is set: a pooler may leave it out. */
  keepsSettings: z.boolean(),
});
type Facts = z.infer<typeof Facts>;

/** A server as an operator has to know it: where, and what it says of itself or why it says nothing. */
export type Examined = { name: string; address: string } & ({ fault: string } | { facts: Facts; position: bigint });

/** Asks a server by the address that the configuration gives, and repeats no secret of it. */
export async function examine(name: string, url: string): Promise<Examined> {
  const address = withoutSecrets(url);
  const { db, sql: driver, end } = openDatabase({ url, max: 1, applicationName: "doctor", deadlineMs: DEADLINE_MS });
  try {
    const [row] = await db.execute(sql`
      select current_setting('server_version') as version, pg_is_in_recovery() as "isReplica",
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - current_setting('reserved_connections')::int as "connectionsMax",
        (select count(*)::int from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid()) as "connectionsOpen",
        current_setting('lock_timeout') <> '0' as "keepsSettings"`);
    const facts = Facts.parse(row);
    const [at] = await driver.unsafe(`select ${facts.isReplica ? REPLAYED : WRITTEN}`);
    return { name, address, facts, position: toLogPosition(at) };
  } catch (error) {
    const known = withoutParameters(error);
    return { name, address, fault: known instanceof Error ? known.message : String(known) };
  } finally {
    await end();
  }
}

function withoutSecrets(url: string): string {
  const each = addressesOf(url).map((address) => (URL.canParse(address) ? new URL(address) : null));
  return `${each.map((parsed) => parsed?.host || "a socket").join()}${each[0]?.pathname ?? ""}`;
}
