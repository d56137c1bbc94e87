import { Client, type ClientConfig, Pool, type PoolConfig } from "pg";
import { addressesOf } from "@/platform/database/addresses";
import type { Password } from "@/platform/database/password";

/** A pool of `pg`, which knows one host, on the one of several that is no replica. */
export function openPrimaryPool(url: string, config: PoolConfig, password?: Password): Pool {
  let isProven = true;
  // This driver tells nobody that a password was refused; one that let nobody in since it was given may have been.
  const give = () => {
    if (!isProven) password?.refused();
    isProven = false;
    return password?.();
  };
  class OfNow extends Client {
    constructor(given: ClientConfig = {}) {
      super(given);
      // The driver asks a function for it, but prefers what the address has, even where that is nothing.
      if (password) Reflect.set(this, "password", give);
    }
  }
  return openPool(addressesOf(url), config, OfNow).on("connect", () => {
    isProven = true;
  });
}

function openPool(addresses: [string, ...string[]], config: PoolConfig, OfNow: typeof Client): Pool {
  if (addresses.length === 1) return new Pool({ ...config, Client: OfNow, connectionString: addresses[0] });
  const found = new WeakSet<object>();
  let turn = 0;

  /** Who could not be reached, or is a replica, leaves the next try to the next address, once for all who met it. */
  class InTurn extends OfNow {
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
