import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { processSingleton } from "./process-singleton";

const SECRET_BYTES_MIN = 32;

const Environment = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "must begin with redis:// or rediss://")
    .optional(),
  AUTH_SECRET: z.string().min(SECRET_BYTES_MIN, `must have at least ${SECRET_BYTES_MIN} characters`),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  APP_URL: z.url().optional(),
  FILES_DIR: z.string().min(1).default(".quartermaster/files"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export type Config = {
  environment: "development" | "test" | "production";
  databaseUrl: string;
  databasePoolMax: number;
  redisUrl: string | null;
  authSecret: string;
  appUrl: URL;
  /** Cookies are marked Secure, and named for it, when people come over https. */
  secure: boolean;
  filesDir: string;
  logLevel: z.infer<typeof Environment>["LOG_LEVEL"];
};

/** `NAME` may also be given as `NAME_FILE`, a path to a mounted secret. */
const SECRET_NAMES = ["DATABASE_URL", "REDIS_URL", "AUTH_SECRET"] as const;

function withSecretFiles(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const given: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(environment)) given[name] = value === "" ? undefined : value;
  for (const name of SECRET_NAMES) {
    const file = given[`${name}_FILE`];
    if (file !== undefined) given[name] = readFileSync(file, "utf8").trim();
  }
  return given;
}

/** @throws Error that names every fault of the configuration at once, and no value of it. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const result = Environment.safeParse(withSecretFiles(environment));
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration cannot be used:\n${faults.join("\n")}`);
  }
  const given = result.data;
  const appUrl = new URL(given.APP_URL ?? `http://localhost:${given.PORT}`);
  return {
    environment: given.NODE_ENV,
    databaseUrl: given.DATABASE_URL,
    databasePoolMax: given.DATABASE_POOL_MAX,
    redisUrl: given.REDIS_URL ?? null,
    authSecret: given.AUTH_SECRET,
    appUrl,
    secure: appUrl.protocol === "https:",
    filesDir: path.resolve(given.FILES_DIR),
    logLevel: given.LOG_LEVEL,
  };
}

export const config = (): Config => processSingleton("config", () => readConfig(process.env));
