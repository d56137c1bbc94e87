import { Client, type ClientConfig, Pool, type PoolConfig } from "pg";
import { addressesOf } from "@/platform/database/addresses";

/** A pool of `pg`, which knows one host, on the one of several that is no replica. */
export function openPrimaryPool(url: string, config: PoolConfig): Pool {
  const addresses = addressesOf(url);
  if (addresses.length === 1) return new Pool({ ...config, connectionString: url });
  const found = new WeakSet<object>();
  let turn = 0;

  /** Who could not be reached, or is a replica, leaves the next try to the next address, once for all who met it. */
  class InTurn extends Client {
    constructor(given: ClientConfig = {}) {
      const own = turn;
      super({ ...given, connectionString: addresses[own % addresses.length] });
      this.once("end", () => {
        if (turn === own && !found.has(this)) turn += 1;
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
