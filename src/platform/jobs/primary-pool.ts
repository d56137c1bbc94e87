import { Client, type ClientConfig, Pool, type PoolConfig } from "pg";
import { addressesOf } from "@/platform/database/addresses";

/** A pool of `pg`, which knows one host, on the one of several that is no replica. */
export function openPrimaryPool(url: string, config: PoolConfig): Pool {
  const addresses = addressesOf(url);
  if (addresses.length === 1) return new Pool({ ...config, connectionString: url });
  const found = new WeakSet<object>();
  let turn = 0;

  /** Whoever could not be reached, or is a replica, leaves the next try to the next address. */
  class InTurn extends Client {
    constructor(given: ClientConfig = {}) {
      super({ ...given, connectionString: addresses[turn % addresses.length] });
      this.once("end", () => {
        if (!found.has(this)) turn += 1;
      });
    }
  }

  return new Pool({
    ...config,
    Client: InTurn,
    verify: (client, done) => {
      client.query<{ standby: boolean }>("select pg_is_in_recovery() as standby", (error, result) => {
        if (!error && result.rows[0]?.standby === false) found.add(client);
        done(found.has(client) ? undefined : (error ?? new Error("This server is a replica.")));
      });
    },
  });
}
