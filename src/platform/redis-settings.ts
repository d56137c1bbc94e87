import * as z from "zod";

const REDIS_PORT = 6_379;
const SENTINEL_PORT = 26_379;
/** A host with an IPv6 address stands in brackets, as in a URL. */
const ADDRESS = /^(\[[\da-f:.]+\]|[^\s:[\]]+)(?::(\d{1,5}))?$/i;

const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, "");

const Address = z
  .string()
  .regex(ADDRESS, "must be a host, or a host and a port as in redis-a:26379")
  .transform((text) => {
    const [, host = "", port] = ADDRESS.exec(text) ?? [];
    return { host: withoutBrackets(host), port: port === undefined ? SENTINEL_PORT : Number(port) };
  });

const Switch = z.enum(["true", "false"]).transform((given) => given === "true");

/** How Redis is named in the environment. Passwords and the certificate may be mounted as files. */
export const RedisEnvironment = z.object({
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "must begin with redis:// or rediss://")
    .optional(),
  REDIS_CLUSTER: Switch.optional(),
  REDIS_SENTINELS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(Address).min(1))
    .optional(),
  REDIS_MASTER_NAME: z.string().optional(),
  REDIS_USERNAME: z.string().optional(),
  REDIS_PASSWORD: z.string().optional(),
  REDIS_SENTINEL_PASSWORD: z.string().optional(),
  REDIS_TLS: Switch.optional(),
  REDIS_CA: z.string().optional(),
  REDIS_REPLICAS_MIN: z.coerce.number().int().min(0).max(5).optional(),
});
type Given = z.infer<typeof RedisEnvironment>;

/** What of it is a secret, or a text of several lines. */
export const REDIS_MOUNTED_NAMES = ["REDIS_URL", "REDIS_PASSWORD", "REDIS_SENTINEL_PASSWORD", "REDIS_CA"];

/** One server, one master among replicas that Sentinels watch, or a cluster that is found by one of its addresses. */
type RedisPlace =
  | { kind: "single"; url: string }
  | { kind: "cluster"; host: string; port: number }
  | {
      kind: "sentinel";
      sentinels: { host: string; port: number }[];
      masterName: string;
      /** For the Sentinels themselves, where they ask for one. */
      sentinelLogin: { sentinelPassword?: string };
    };

export type RedisSettings = RedisPlace & {
  /** Beside what a URL says, or in its place. */
  login: { username?: string; password?: string };
  /** Null where the connection is not encrypted; `ca` is the certificate of an authority of one's own. */
  tls: { ca?: string } | null;
  /** So many replicas have a job before it counts as added. */
  replicasMin: number;
};

/** Null where none is named. */
export function redisOf(given: Given): RedisSettings | null {
  const place = placeOf(given);
  if (!place) return null;
  const isEncrypted = given.REDIS_TLS ?? given.REDIS_URL?.startsWith("rediss:") ?? false;
  return {
    ...place,
    login: {
      ...(place.kind === "cluster" && loginIn(given.REDIS_URL)),
      ...(given.REDIS_USERNAME !== undefined && { username: given.REDIS_USERNAME }),
      ...(given.REDIS_PASSWORD !== undefined && { password: given.REDIS_PASSWORD }),
    },
    tls: isEncrypted ? { ...(given.REDIS_CA !== undefined && { ca: given.REDIS_CA }) } : null,
    // A master that was away for a moment may take a job and be replaced, the job with it.
    replicasMin: given.REDIS_REPLICAS_MIN ?? (place.kind === "sentinel" ? 1 : 0),
  };
}

function placeOf(given: Given): RedisPlace | null {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_MASTER_NAME: masterName } = given;
  if (url !== undefined && given.REDIS_CLUSTER) {
    const { hostname, port } = new URL(url);
    return { kind: "cluster", host: withoutBrackets(hostname), port: port === "" ? REDIS_PORT : Number(port) };
  }
  if (url !== undefined) return { kind: "single", url };
  if (!sentinels || masterName === undefined) return null;
  const { REDIS_SENTINEL_PASSWORD: sentinelPassword } = given;
  const sentinelLogin = sentinelPassword === undefined ? {} : { sentinelPassword };
  return { kind: "sentinel", sentinels, masterName, sentinelLogin };
}

/** A cluster is found by one address, and each of its nodes asks for the name and the password. */
function loginIn(url = ""): { username?: string; password?: string } {
  const { username, password } = new URL(url);
  return {
    ...(username !== "" && { username: decodeURIComponent(username) }),
    ...(password !== "" && { password: decodeURIComponent(password) }),
  };
}

/** What is not would be refused with the address in the message, its password too. */
function isReadable(url: string): boolean {
  try {
    loginIn(url);
    return new URL(url).hostname !== "";
  } catch {
    return false;
  }
}

/** What does not go together, in the words of the other faults. */
export function redisFaults(given: Given): string[] {
  const { REDIS_URL: url, REDIS_SENTINELS: sentinels, REDIS_MASTER_NAME: name } = given;
  return [
    ...(url !== undefined && sentinels ? ["REDIS_SENTINELS: is given, and so is REDIS_URL: give one of them"] : []),
    ...(sentinels && name === undefined
      ? ["REDIS_MASTER_NAME: is missing, and REDIS_SENTINELS is given: name the master that they watch"]
      : []),
    ...(!sentinels && name !== undefined
      ? ["REDIS_SENTINELS: is missing, and REDIS_MASTER_NAME is given: name the Sentinels that watch it"]
      : []),
    ...(given.REDIS_CLUSTER && url === undefined
      ? ["REDIS_URL: is missing, and REDIS_CLUSTER is true: give one address of the cluster"]
      : []),
    ...(given.REDIS_CLUSTER && url !== undefined && !isReadable(url)
      ? ["REDIS_URL: cannot be read: write it as redis://name:password@host:6379, with %2F and the like for signs"]
      : []),
    ...(given.REDIS_CLUSTER && given.REDIS_REPLICAS_MIN
      ? ["REDIS_REPLICAS_MIN: cannot be asked of a cluster: leave it out"]
      : []),
  ];
}
