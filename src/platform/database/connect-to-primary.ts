import { Client } from "pg";
import { addressesOf } from "./addresses";

const CONNECT_TIMEOUT_MS = 10_000;

/** A session of `pg`, for what asks for that driver, with the first host of the address that is no replica. */
export const connectToPrimary = (url: string): Promise<Client> => connectTo(addressesOf(url));

async function connectTo([url, ...others]: readonly string[]): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    await client.connect();
    const { rows } = await client.query<{ standby: boolean }>("select pg_is_in_recovery() as standby");
    if (!rows[0]?.standby || others.length === 0) return client;
  } catch (error) {
    if (others.length === 0) throw error;
  }
  await client.end().catch(() => {});
  return connectTo(others);
}
