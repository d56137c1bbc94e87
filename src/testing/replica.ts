import { chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { writeDurably } from "@/cli/launch/write-durably.mjs";
import { copyCluster } from "@/cli/postgres/copy-cluster.mjs";
import { startPostgres } from "@/cli/postgres/embedded.mjs";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";
import { accountFor } from "@/cli/postgres/user.mjs";

const END_TIMEOUT_S = 5;

type Primary = { readonly url: string; readonly dataDir: string };
export type Replica = Awaited<ReturnType<typeof startReplica>>;

/**
 * A streaming replica of a throw-away primary, made by the low-level backup of Postgres, since npm does not bring
 * pg_basebackup. It follows whichever of the servers at `ports` accepts writes.
 */
export async function startReplica(primary: Primary, ports: readonly number[] = [portOf(primary.url)]) {
  const server = await startThrowawayPostgres({ fill: (dataDir) => copyRunning(primary, dataDir, ports) });
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

async function copyRunning({ url, dataDir }: Primary, to: string, ports: readonly number[]): Promise<void> {
  const session = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await session`select pg_backup_start('replica', true)`;
    copyCluster(dataDir, to);
    const [backup] = await session<{ label: string }[]>`select labelfile as label from pg_backup_stop(false)`;
    makeReplica(to, backup?.label ?? "", primaryConnection(url, ports));
  } finally {
    await session.end({ timeout: END_TIMEOUT_S });
  }
}

function primaryConnection(url: string, ports: readonly number[]): string {
  const { username, password } = new URL(url);
  const hosts = ports.map(() => "127.0.0.1");
  return `host=${hosts} port=${ports} user=${username} password=${password} target_session_attrs=read-write`;
}

function makeReplica(dataDir: string, label: string, connection: string): void {
  const account = accountFor(dataDir);
  for (const own of ["pg_wal", "pg_replslot"]) {
    rmSync(join(dataDir, own), { recursive: true });
    mkdirSync(join(dataDir, own), { mode: 0o700 });
    if (account) chownSync(join(dataDir, own), account.uid, account.gid);
  }
  writeDurably(join(dataDir, "backup_label"), label, account);
  writeDurably(join(dataDir, "standby.signal"), "", account);
  writeDurably(join(dataDir, "postgresql.auto.conf"), `primary_conninfo = '${connection}'\n`, account);
}
