import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cluster, Redis } from "ioredis";
import { freePort } from "@/cli/launch/ports.mjs";
import { pause } from "@/shared/pause";
import { endingAll, launchRedis, launchSentinel, type RedisProcess } from "./redis-server";

const REPLICAS = 2;
const SENTINELS = 3;
const READY_MS_MAX = 30_000;
const SLOTS = 16_384;
const BUS_PORT_ABOVE = 10_000;

export const REDIS_PASSWORD = "a word for Redis that protects nothing";
export const SENTINEL_PASSWORD = "a word for Sentinels that protects nothing";
export const MASTER_NAME = "shop";

/** Each with passwords of its own: a master with two replicas, and three Sentinels that agree by two. */
export async function startSentinels() {
  const folder = mkdtempSync(join(tmpdir(), "sentinels-"));
  const login = {
    dir: folder,
    requirepass: REDIS_PASSWORD,
    masterauth: REDIS_PASSWORD,
    "repl-diskless-sync-delay": "0",
  };
  const master = await launchRedis(login);
  const replicas = await Promise.all(
    Array.from({ length: REPLICAS }, () => launchRedis({ ...login, replicaof: `127.0.0.1 ${master.port}` })),
  );
  const sentinels: RedisProcess[] = [];
  for (let place = 0; place < SENTINELS; place += 1) sentinels.push(await launchOne(folder, master.port));
  const end = endingAll([...sentinels, ...replicas, master]);
  const addresses = sentinels.map(({ port }) => ({ host: "127.0.0.1", port }));
  const [first] = sentinels;
  const watch = new Redis({ port: first?.port ?? 0, password: SENTINEL_PASSWORD });
  await until(async () => {
    const known = String(await watch.call("sentinel", "master", MASTER_NAME));
    const links = String(await watch.call("sentinel", "replicas", MASTER_NAME)).match(/master-link-status,ok/g);
    return links?.length === REPLICAS && known.includes(`num-other-sentinels,${SENTINELS - 1}`);
  });
  return {
    addresses,
    master,
    replicas,
    masterPort: async () => {
      const address = String(await watch.call("sentinel", "get-master-addr-by-name", MASTER_NAME));
      return Number(address.split(",")[1]);
    },
    stop: async () => {
      watch.disconnect();
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}
export type Sentinels = Awaited<ReturnType<typeof startSentinels>>;

async function launchOne(folder: string, masterPort: number): Promise<RedisProcess> {
  const port = await freePort();
  const file = join(folder, `${port}.conf`);
  const lines = [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${folder}`,
    `requirepass "${SENTINEL_PASSWORD}"`,
    `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${masterPort} 2`,
    `sentinel auth-pass ${MASTER_NAME} "${REDIS_PASSWORD}"`,
    `sentinel sentinel-pass "${SENTINEL_PASSWORD}"`,
    `sentinel down-after-milliseconds ${MASTER_NAME} 1500`,
    `sentinel failover-timeout ${MASTER_NAME} 10000`,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  return launchSentinel(file, port);
}

/** Three masters that share the slots, without replicas. */
export async function startCluster(nodes = 3) {
  const folder = mkdtempSync(join(tmpdir(), "cluster-"));
  const servers: RedisProcess[] = [];
  for (let place = 0; place < nodes; place += 1)
    servers.push(
      await launchRedis(
        {
          dir: folder,
          "cluster-enabled": "yes",
          "cluster-config-file": `${place}.conf`,
          requirepass: REDIS_PASSWORD,
        },
        await freePortWithBus(),
      ),
    );
  const end = endingAll(servers);
  const addresses = servers.map(({ port }) => `127.0.0.1:${port}`);
  const made = spawnSync("redis-cli", ["-a", REDIS_PASSWORD, "--cluster", "create", ...addresses, "--cluster-yes"]);
  if (made.status !== 0) throw new Error(String(made.stdout) + String(made.stderr));
  const [first] = servers;
  const watch = new Cluster([{ host: "127.0.0.1", port: first?.port ?? 0 }], {
    redisOptions: { password: REDIS_PASSWORD },
  });
  await until(async () => {
    const told = await Promise.all(watch.nodes("master").map((node) => node.cluster("INFO")));
    return told.length === nodes && told.every((text) => text.includes(`cluster_slots_ok:${SLOTS}`));
  });
  return {
    host: "127.0.0.1",
    port: first?.port ?? 0,
    /** How many keys each node holds. */
    keys: () => Promise.all(watch.nodes("master").map((node) => node.dbsize())),
    stop: async () => {
      watch.disconnect();
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The nodes of a cluster talk to each other at another port, which follows from the first. */
async function freePortWithBus(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if ((await freePort(port + BUS_PORT_ABOVE)) === port + BUS_PORT_ABOVE) return port;
  }
}

/** Over TLS with a certificate that only its own authority vouches for. */
export async function startRedisOverTls() {
  const folder = mkdtempSync(join(tmpdir(), "redis-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const made = spawnSync("openssl", [...request, ...names, "-keyout", key, "-out", cert]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  const tlsPort = await freePort();
  const server = await launchRedis({
    dir: folder,
    port: "0",
    "tls-port": String(tlsPort),
    "tls-cert-file": cert,
    "tls-key-file": key,
    "tls-ca-cert-file": cert,
    "tls-auth-clients": "no",
    requirepass: REDIS_PASSWORD,
  });
  const end = endingAll([server]);
  return {
    url: `rediss://localhost:${tlsPort}`,
    caFile: cert,
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + READY_MS_MAX;
  while (!(await isTrue().catch(() => false))) {
    if (performance.now() > deadline) throw new Error("The servers did not find each other.");
    await pause(100);
  }
}
