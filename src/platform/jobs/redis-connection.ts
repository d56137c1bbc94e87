import { Cluster, Redis, SentinelConnector } from "ioredis";
import type { RedisSettings } from "@/platform/redis-settings";
import { CONNECT_TIMEOUT_MS } from "./backend";

const RETRY_MS_MAX = 1_000;
const RETRY_STEP_MS = 100;
const retryAfter = (attempt: number): number => Math.min(attempt * RETRY_STEP_MS, RETRY_MS_MAX);

/** How often a command is tried again: once where an error must come soon, null for a worker, which waits for ever. */
export type Patience = { readonly maxRetriesPerRequest: number | null };

type SentinelOptions = ConstructorParameters<typeof SentinelConnector>[0];
const hasSentinels = (options: unknown): options is SentinelOptions =>
  typeof options === "object" && options !== null && "sentinels" in options;

/**
 * What listened to the Sentinels for the last connection hangs up at a failover, also when the next one is being made
 * by then, and the driver takes that for an end that was wanted and never connects again. So it stops listening first.
 */
class MasterConnector extends SentinelConnector {
  constructor(options: unknown) {
    if (!hasSentinels(options)) throw new Error("Sentinels lead to the master, and there are none.");
    super(options);
  }

  override connect(...args: Parameters<SentinelConnector["connect"]>): ReturnType<SentinelConnector["connect"]> {
    this.disconnect();
    return super.connect(...args);
  }
}

/** A connection of ours to the master, wherever it is by now. Who makes it also ends it. */
export function connectRedis(settings: RedisSettings, patience: Patience): Redis | Cluster {
  const { login, tls } = settings;
  const options = { ...patience, ...login, connectTimeout: CONNECT_TIMEOUT_MS, ...(tls && { tls }) };
  if (settings.kind === "single") return new Redis(settings.url, { ...options, retryStrategy: retryAfter });
  // Certificates are of names, so the names of nodes are kept as the cluster tells them.
  if (settings.kind === "cluster")
    return new Cluster([{ host: settings.host, port: settings.port }], {
      dnsLookup: (address, done) => done(null, address),
      clusterRetryStrategy: retryAfter,
      redisOptions: options,
    });
  return new Redis({
    ...options,
    ...settings.sentinelLogin,
    sentinels: settings.sentinels,
    name: settings.masterName,
    Connector: MasterConnector,
    // Listens to the Sentinels, so that nobody stays on a master that hangs.
    failoverDetector: true,
    sentinelRetryStrategy: retryAfter,
    retryStrategy: retryAfter,
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: tls }),
  });
}
