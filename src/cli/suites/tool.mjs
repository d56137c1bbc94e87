// @ts-check
import { inRoot } from "../launch/project.mjs";
import { runProgram } from "../launch/run-program.mjs";

/** Databases, secrets and addresses of the person who runs the tests: no test may touch them. */
const SECRETS = ["AUTH_SECRET", "COOKIE_SECRET", "SEAL_SECRET", "PEPPER_SECRET"];
const DATABASES = ["DATABASE_URL", "DATABASE_PASSWORD", "DATABASE_REPLICA_URLS"];
const OWNERS = ["MIGRATION_DATABASE_URL", "MIGRATION_DATABASE_PASSWORD"];
const STORE = ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"];
const REDIS = ["REDIS_URL", "REDIS_PASSWORD", "REDIS_SENTINEL_PASSWORD", "REDIS_CA"];
const MOUNTABLE = [
  ...DATABASES,
  ...OWNERS,
  ...STORE,
  ...REDIS,
  "SMTP_URL",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "SENTRY_DSN",
].concat(SECRETS.flatMap((name) => [name, `${name}_PREVIOUS`]));
export const WITHHELD = new Set(
  MOUNTABLE.flatMap((name) => [name, `${name}_FILE`, `${name}_SECRET_ID`]).concat(
    "APP_URL",
    "ALLOWED_HOSTS",
    "TRUSTED_PROXY_HOPS",
    "PORT",
    "HOST",
    "FILES_DIR",
    "LOG_REQUESTS",
    "METRICS_PORT",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_TRACES_SAMPLER_ARG",
    "SENTRY_ENVIRONMENT",
    "METRICS_HOST",
    "RELEASE",
    "MAIL_DIR",
    "MAIL_FROM",
    "DATABASE_POOL_MAX",
    "DATABASE_REPLICA_POOL_MAX",
    "REDIS_CLUSTER",
    "REDIS_SENTINELS",
    "REDIS_MASTER_NAME",
    "REDIS_USERNAME",
    "REDIS_TLS",
    "REDIS_REPLICAS_MIN",
    "WORKER_MODULES",
    "WORKER_CONCURRENCY",
    "CACHE",
    "UNREADY_GRACE_MS",
    "AUDIT_HEADS_FILE",
    "AUDIT_HEADS_URL",
    "HISTORY_YEARS",
  ),
);

/**
 * Runs a package's program to its end.
 * @param {string[]} program path inside node_modules
 * @param {string[]} args
 * @param {{ signal: AbortSignal, env?: Record<string, string> }} options
 */
export function runTool(program, args, { signal, env = {} }) {
  const inherited = Object.entries(process.env).filter(([name]) => !WITHHELD.has(name));
  const shielded = {
    ...Object.fromEntries(inherited),
    NODE_ENV: "test",
    NO_COLOR: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    ...env,
  };
  return runProgram(process.execPath, [inRoot("node_modules", ...program), ...args], { signal, env: shielded });
}
