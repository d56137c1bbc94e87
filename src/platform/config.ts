import path from "node:path";
import * as z from "zod";
import { processSingleton } from "./process-singleton";
import { REDIS_MOUNTED_NAMES, RedisEnvironment, redisFaults, redisOf, type RedisSettings } from "./redis-settings";
import { fetchManaged, readMounted, type Sourced } from "./secret-sources";
import { type Environment, type Site, SiteEnvironment, toSite, withoutEmpty } from "./site";

const SECRET_BYTES_MIN = 32;

const Secret = z.string().min(SECRET_BYTES_MIN, `must have at least ${SECRET_BYTES_MIN} characters`);
const DatabaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://");
/** `https://key@host/project`, as the service shows it. */
const Dsn = z.string().regex(/^https?:\/\/\w+@[\w.:[\]-]+(?:\/[\w-]+)*\/\d+$/, "must be https://key@host/project");
const SHARE_TRACED = 0.1;
const PoolMax = z.coerce.number().int().min(1).max(200);
/** `name=value,...`, each value written as in an address. */
const TraceHeaders = z
  .string()
  .default("")
  .transform((text, check) => {
    try {
      return Object.fromEntries(text.split(",").flatMap(toHeader));
    } catch {
      check.addIssue("must be name=value, separated by commas, with %25 for % in a value");
      return z.NEVER;
    }
  });
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
  DATABASE_PASSWORD: z.string().optional(),
  MIGRATION_DATABASE_URL: DatabaseUrl.optional(),
  MIGRATION_DATABASE_PASSWORD: z.string().optional(),
  DATABASE_REPLICA_URLS: z
    .string()
    .default("")
    .transform((text) => text.split(BETWEEN_URLS).filter(Boolean))
    .pipe(z.array(DatabaseUrl)),
  DATABASE_POOL_MAX: PoolMax.default(10),
  DATABASE_REPLICA_POOL_MAX: PoolMax.optional(),
  ...RedisEnvironment.shape,
  WORKER_MODULES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .optional(),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(4),
  UNREADY_GRACE_MS: z.coerce.number().int().min(0).max(10_000).default(1_000),
  FILES_DIR: z.string().min(1).default(".quartermaster/files"),
  HISTORY_YEARS: z.coerce.number().int().min(1).max(50).optional(),
  AUDIT_HEADS_FILE: z.string().min(1).optional(),
  AUDIT_HEADS_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .optional(),
  MAIL_FROM: z.string().min(3).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: TraceHeaders,
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(SHARE_TRACED),
  SENTRY_DSN: Dsn.optional(),
  SENTRY_ENVIRONMENT: z
    .string()
    .regex(/^[\w.-]{1,64}$/, "must be one word")
    .optional(),
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().min(1).default("127.0.0.1"),
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
  /** Whose jobs a worker takes; null for all. */
  workerModules: string[] | null;
  /** How many jobs of one queue a worker does at once. */
  workerConcurrency: number;
  /** How long a web reports that it is not ready before it stops answering, so that a balancer moves on. */
  unreadyGraceMs: number;
  secrets: Readonly<Record<SecretPurpose, SecretPair>>;
  filesDir: string;
  /** After how many years what was changed by whom goes; null where it is kept for ever. */
  historyYears: number | null;
  /** Where the newest head of the audit trail is handed to; null where nobody keeps it there. */
  auditHeads: { file: string | null; url: string | null };
  mail: MailConfig;
  /** Null where nobody follows the work. */
  traces: TracesConfig | null;
  /** Who is told of errors that nobody expected; null where nobody is. */
  errors: ErrorsConfig | null;
  /** Where this process tells its figures, on an internal address; null where nobody asks. */
  metrics: { port: number; host: string } | null;
};

export type TracesConfig = {
  url: string;
  /** They may hold a key. */
  headers: Record<string, string>;
  /** How many of all traces are kept: 0 to 1. */
  share: number;
  release: string;
};

export type ErrorsConfig = { dsn: string; environment: string; release: string };

/** Emails go through a server, or are files in a folder of this machine where none is named. */
export type MailConfig =
  | { kind: "smtp"; smtpUrl: string; from: string }
  | { kind: "folder"; directory: string; from: string };

/** `NAME` may also be given as `NAME_FILE`, or as `NAME_SECRET_ID` in AWS Secrets Manager. */
const SECRET_SETTINGS = [
  "DATABASE_URL",
  "DATABASE_PASSWORD",
  "DATABASE_REPLICA_URLS",
  "MIGRATION_DATABASE_URL",
  "MIGRATION_DATABASE_PASSWORD",
  ...REDIS_MOUNTED_NAMES,
  "UPSTASH_REDIS_REST_TOKEN",
  "SMTP_URL",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "SENTRY_DSN",
  "AUDIT_HEADS_URL",
  ...SECRET_NAMES,
];

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

const NOTHING: Sourced = { values: {}, faults: [] };

/** @throws Error that names every fault of the configuration at once, and no value of it. */
export function readConfig(environment: Environment, managed = NOTHING): Config {
  const given = withoutEmpty(environment);
  const files = readMounted(SECRET_SETTINGS, given);
  const mounted = { ...given, ...files.values, ...managed.values };
  const result = Settings.safeParse(mounted);
  const secrets = secretsOf(mounted);
  const issues = [result, SecretSettings.safeParse(mounted)].flatMap(({ error }) => error?.issues ?? []);
  const faults = [...files.faults, ...managed.faults];
  // What could not be had is named by where it was looked for, and not as missing besides.
  const isSought = (name: string) => given[`${name}_FILE`] !== undefined || given[`${name}_SECRET_ID`] !== undefined;
  for (const {
    path: [name = "", ...more],
    message,
  } of issues)
    if (mounted[String(name)] !== undefined || !isSought(String(name)))
      faults.push(`${[name, ...more].join(".")}: ${message}`);
  if (result.data?.SMTP_URL !== undefined && result.data.MAIL_FROM === undefined)
    faults.push("MAIL_FROM: is missing, and SMTP_URL is given: name the address that emails come from");
  if (result.data) faults.push(...redisFaults(result.data));
  if (result.data?.UPSTASH_REDIS_REST_URL !== undefined && result.data.UPSTASH_REDIS_REST_TOKEN === undefined)
    faults.push("UPSTASH_REDIS_REST_TOKEN: is missing, and UPSTASH_REDIS_REST_URL is given: give the store's token");
  if (result.data?.DATABASE_PASSWORD !== undefined && !USER.test(result.data.DATABASE_URL))
    faults.push("DATABASE_URL: names no user, and DATABASE_PASSWORD is given: name whose password it is");
  if (!secrets && !isSought(ROOT_SECRET))
    faults.push(`${ROOT_SECRET}: is missing, and so is one of ${Object.values(SECRETS).join(", ")}`);
  if (!result.success || !secrets || faults.length > 0)
    throw new Error(`The configuration cannot be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  return toConfig(result.data, secrets);
}

function toConfig(given: z.infer<typeof Settings>, secrets: Config["secrets"]): Config {
  const databaseUrl = withPassword(given.DATABASE_URL, given.DATABASE_PASSWORD);
  const { MIGRATION_DATABASE_URL: ownerUrl } = given;
  return {
    ...toSite(given),
    databaseUrl,
    ownerUrl: ownerUrl ? withPassword(ownerUrl, given.MIGRATION_DATABASE_PASSWORD) : databaseUrl,
    replicaUrls: given.DATABASE_REPLICA_URLS.map((url) => withPassword(url, given.DATABASE_PASSWORD)),
    databasePoolMax: given.DATABASE_POOL_MAX,
    replicaPoolMax: given.DATABASE_REPLICA_POOL_MAX ?? given.DATABASE_POOL_MAX,
    redis: redisOf(given),
    workerModules: given.WORKER_MODULES ?? null,
    workerConcurrency: given.WORKER_CONCURRENCY,
    unreadyGraceMs: given.UNREADY_GRACE_MS,
    secrets,
    filesDir: path.resolve(given.FILES_DIR),
    historyYears: given.HISTORY_YEARS ?? null,
    auditHeads: { file: given.AUDIT_HEADS_FILE ?? null, url: given.AUDIT_HEADS_URL ?? null },
    mail: mailOf(given),
    traces: tracesOf(given),
    errors: errorsOf(given),
    metrics: given.METRICS_PORT === undefined ? null : { port: given.METRICS_PORT, host: given.METRICS_HOST },
  };
}

/** @throws URIError for a value that is not written as in an address */
function toHeader(pair: string): [string, string][] {
  const [name = "", ...value] = pair.split("=");
  return name.trim() ? [[name.trim(), decodeURIComponent(value.join("=").trim())]] : [];
}

/** As OpenTelemetry names its settings: the address is without the path of traces. */
function tracesOf(given: z.infer<typeof Settings>): TracesConfig | null {
  if (given.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return null;
  return {
    url: `${given.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, "")}/v1/traces`,
    headers: given.OTEL_EXPORTER_OTLP_HEADERS,
    share: given.OTEL_TRACES_SAMPLER_ARG,
    release: given.RELEASE,
  };
}

const errorsOf = ({ SENTRY_DSN: dsn, SENTRY_ENVIRONMENT, NODE_ENV, RELEASE: release }: z.infer<typeof Settings>) =>
  dsn === undefined ? null : { dsn, environment: SENTRY_ENVIRONMENT ?? NODE_ENV, release };

function mailOf({ SMTP_URL, MAIL_FROM, MAIL_DIR }: z.infer<typeof Settings>): MailConfig {
  const from = MAIL_FROM ?? "Quartermaster <quartermaster@localhost>";
  return SMTP_URL === undefined
    ? { kind: "folder", directory: path.resolve(MAIL_DIR), from }
    : { kind: "smtp", smtpUrl: SMTP_URL, from };
}

const USER = /^([a-z]+:\/\/[^:@/]+)(?::[^@/]*)?@/;

/** A password that is given apart takes the place of the one in the address, whose user it belongs to. */
const withPassword = (url: string, password: string | undefined): string =>
  password === undefined ? url : url.replace(USER, (_whole, user) => `${user}:${encodeURIComponent(password)}@`);

const managed = () => processSingleton("managed-secrets", () => ({ now: NOTHING }));

/** What each process begins with, before it asks for its configuration: the secrets that are kept elsewhere. */
export async function loadSecrets(): Promise<void> {
  managed().now = await fetchManaged(SECRET_SETTINGS, withoutEmpty(process.env));
}

/** @throws Error that names every fault of the configuration at once, and no value of it. */
export const config = (): Config => processSingleton("config", () => readConfig(process.env, managed().now));

/** The configuration as it is by now: a password may have been changed where it is kept. */
export async function readConfigAgain(): Promise<Config> {
  return readConfig(process.env, await fetchManaged(SECRET_SETTINGS, withoutEmpty(process.env)));
}

/** Which secrets are given and where each is kept, for whoever has to find one. */
export function whereSecretsAre(environment: Environment = process.env): string[] {
  const places = { "": "the environment", _FILE: "a file", _SECRET_ID: "AWS Secrets Manager" };
  return Object.entries(places).flatMap(([way, place]) => {
    const names = SECRET_SETTINGS.filter((name) => environment[`${name}${way}`]);
    return names.length > 0 ? [`${names.join(", ")} in ${place}`] : [];
  });
}

const KEPT_ELSEWHERE = ["DATABASE_URL", "DATABASE_PASSWORD", "DATABASE_REPLICA_URLS"].flatMap((name) => [
  `${name}_FILE`,
  `${name}_SECRET_ID`,
]);

/** Whether the database's password may change while a process runs: one in the environment does not. */
export const isPasswordKeptElsewhere = (): boolean => KEPT_ELSEWHERE.some((name) => process.env[name]);

/** next-auth 4 reads its own address from the environment and from nowhere else. */
export function exportAddressForNextAuth(): void {
  process.env["NEXTAUTH_URL"] = config().appUrl.origin;
}
