import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { processSingleton } from "./process-singleton";
import { REDIS_MOUNTED_NAMES, RedisEnvironment, redisFaults, redisOf, type RedisSettings } from "./redis-settings";
import { type Environment, type Site, SiteEnvironment, toSite, withoutEmpty } from "./site";

const SECRET_BYTES_MIN = 32;

const Secret = z.string().min(SECRET_BYTES_MIN, `must have at least ${SECRET_BYTES_MIN} characters`);
const DatabaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://");
const PoolMax = z.coerce.number().int().min(1).max(200);
/** Spaces or commas, and not the comma between two hosts of one address. */
const BETWEEN_URLS = /[\s,]+(?=[a-z]+:\/\/)|\s+|,$/;

/** What each secret is for. One is needed for all, AUTH_SECRET, and each may be given by itself. */
const SECRETS = { cookie: "COOKIE_SECRET", seal: "SEAL_SECRET", pepper: "PEPPER_SECRET" } as const;
export type SecretPurpose = keyof typeof SECRETS;
/** The first makes what is new; what the second made is accepted still. */
export type SecretPair = readonly [string, ...string[]];

const ROOT_SECRET = "AUTH_SECRET";
const SECRET_NAMES = [ROOT_SECRET, ...Object.values(SECRETS)].flatMap((name) => [name, `${name}_PREVIOUS`]);

const Settings = SiteEnvironment.extend({
  DATABASE_URL: DatabaseUrl,
  MIGRATION_DATABASE_URL: DatabaseUrl.optional(),
  DATABASE_REPLICA_URLS: z
    .string()
    .default("")
    .transform((text) => text.split(BETWEEN_URLS).filter(Boolean))
    .pipe(z.array(DatabaseUrl)),
  DATABASE_POOL_MAX: PoolMax.default(10),
  DATABASE_REPLICA_POOL_MAX: PoolMax.optional(),
  ...RedisEnvironment.shape,
  FILES_DIR: z.string().min(1).default(".quartermaster/files"),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z.string().min(3).optional(),
  MAIL_DIR: z.string().min(1).default(".quartermaster/mail"),
});
const SecretSettings = z.object(Object.fromEntries(SECRET_NAMES.map((name) => [name, Secret.optional()])));

export type Config = Site & {
  /** As the application connects: a role that can alter neither tables nor history. */
  databaseUrl: string;
  /** As the owner, for migrations. The same where only one address was given. */
  ownerUrl: string;
  /** Streaming replicas of it, for reads. */
  replicaUrls: string[];
  databasePoolMax: number;
  /** For each replica. */
  replicaPoolMax: number;
  /** Null where jobs wait in Postgres. */
  redis: RedisSettings | null;
  secrets: Readonly<Record<SecretPurpose, SecretPair>>;
  filesDir: string;
  mail: MailConfig;
};

/** Emails go through a server, or are files in a folder of this machine where none is named. */
export type MailConfig =
  | { kind: "smtp"; smtpUrl: string; from: string }
  | { kind: "folder"; directory: string; from: string };

/** `NAME` may also be given as `NAME_FILE`, a path to a mounted secret. */
const MOUNTED_NAMES = [
  "DATABASE_URL",
  "DATABASE_REPLICA_URLS",
  "MIGRATION_DATABASE_URL",
  ...REDIS_MOUNTED_NAMES,
  "SMTP_URL",
  ...SECRET_NAMES,
];

function withMountedSecrets(environment: Environment): Environment {
  const given = withoutEmpty(environment);
  for (const name of MOUNTED_NAMES) {
    const file = given[`${name}_FILE`];
    if (file !== undefined) given[name] = readFileSync(file, "utf8").trim();
  }
  return given;
}

/** Its own secret, then the common one, each with the one before it: the first two that there are. */
function secretsOf(given: Environment): Record<SecretPurpose, SecretPair> | null {
  const pairFor = (own: string): SecretPair | null => {
    const names = [own, `${own}_PREVIOUS`, ROOT_SECRET, `${ROOT_SECRET}_PREVIOUS`];
    const [current, previous] = new Set(names.flatMap((name) => given[name] ?? []));
    if (current === undefined) return null;
    return previous === undefined ? [current] : [current, previous];
  };
  const [cookie, seal, pepper] = [pairFor(SECRETS.cookie), pairFor(SECRETS.seal), pairFor(SECRETS.pepper)];
  return cookie && seal && pepper ? { cookie, seal, pepper } : null;
}

/** @throws Error that names every fault of the configuration at once, and no value of it. */
export function readConfig(environment: Environment): Config {
  const mounted = withMountedSecrets(environment);
  const result = Settings.safeParse(mounted);
  const secrets = secretsOf(mounted);
  const issues = [result, SecretSettings.safeParse(mounted)].flatMap(({ error }) => error?.issues ?? []);
  const faults = issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  if (result.data?.SMTP_URL !== undefined && result.data.MAIL_FROM === undefined)
    faults.push("  MAIL_FROM: is missing, and SMTP_URL is given: name the address that emails come from");
  if (result.data) faults.push(...redisFaults(result.data).map((fault) => `  ${fault}`));
  if (!secrets) faults.push(`  ${ROOT_SECRET}: is missing, and so is one of ${Object.values(SECRETS).join(", ")}`);
  if (!result.success || !secrets || faults.length > 0)
    throw new Error(`The configuration cannot be used:\n${faults.join("\n")}`);
  const given = result.data;
  return {
    ...toSite(given),
    databaseUrl: given.DATABASE_URL,
    ownerUrl: given.MIGRATION_DATABASE_URL ?? given.DATABASE_URL,
    replicaUrls: given.DATABASE_REPLICA_URLS,
    databasePoolMax: given.DATABASE_POOL_MAX,
    replicaPoolMax: given.DATABASE_REPLICA_POOL_MAX ?? given.DATABASE_POOL_MAX,
    redis: redisOf(given),
    secrets,
    filesDir: path.resolve(given.FILES_DIR),
    mail: mailOf(given),
  };
}

function mailOf({ SMTP_URL, MAIL_FROM, MAIL_DIR }: z.infer<typeof Settings>): MailConfig {
  const from = MAIL_FROM ?? "Quartermaster <quartermaster@localhost>";
  return SMTP_URL === undefined
    ? { kind: "folder", directory: path.resolve(MAIL_DIR), from }
    : { kind: "smtp", smtpUrl: SMTP_URL, from };
}

export const config = (): Config => processSingleton("config", () => readConfig(process.env));

/** next-auth 4 reads its own address from the environment and from nowhere else. */
export function exportAddressForNextAuth(): void {
  process.env["NEXTAUTH_URL"] = config().appUrl.origin;
}
