import postgres from "postgres";
import { copyRunning } from "@/cli/postgres/copy-running.mjs";
import { startPostgres } from "@/cli/postgres/embedded.mjs";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";

const END_TIMEOUT_S = 5;

type Primary = { readonly url: string; readonly dataDir: string };
export type Replica = Awaited<ReturnType<typeof startReplica>>;

/** A streaming replica of a throw-away primary. It follows whichever of the servers at `ports` accepts writes. */
export async function startReplica(primary: Primary, ports: readonly number[] = [portOf(primary.url)]) {
  const server = await startThrowawayPostgres({ fill: (dataDir) => copyRunning(primary, dataDir, { ports }) });
  const owner = postgres(server.url, { max: 1, onnotice: () => {} });
  let { pid } = server;
  let stopped: number[] = [];
  return {
    ...server,
    owner,
    /** It goes on receiving what the primary writes, and shows none of it. */
    pause: () => owner`select pg_wal_replay_pause()`,
    resume: () => owner`select pg_wal_replay_resume()`,
    kill: () => process.kill(pid, "SIGKILL"),
    restart: async () => {
      ({ pid } = await startPostgres({ dataDir: server.dataDir, port: server.port, durable: false }));
    },
    /** All of its processes stand still; the system takes connections for it none the less. */
    hang: async () => {
      const backends = await owner<{ pid: number }[]>`select pid from pg_stat_activity`;
      stopped = [pid, ...backends.map((backend) => backend.pid)];
      for (const each of stopped) process.kill(each, "SIGSTOP");
    },
    wake: () => stopped.forEach((each) => process.kill(each, "SIGCONT")),
    promote: () => owner`select pg_promote()`,
    stop: async () => {
      await owner.end({ timeout: END_TIMEOUT_S });
      await server.stop();
    },
  };
}

const portOf = (url: string) => Number(new URL(url).port);
