import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { processSingleton } from "./process-singleton";
import { type Environment, type Site, SiteEnvironment, toSite, withoutEmpty } from "./site";

const SECRET_BYTES_MIN = 32;

const Settings = SiteEnvironment.extend({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "must begin with redis:// or rediss://")
    .optional(),
  AUTH_SECRET: z.string().min(SECRET_BYTES_MIN, `must have at least ${SECRET_BYTES_MIN} characters`),
  FILES_DIR: z.string().min(1).default(".quartermaster/files"),
});

export type Config = Site & {
  databaseUrl: string;
  databasePoolMax: number;
  redisUrl: string | null;
  authSecret: string;
  filesDir: string;
};

/** `NAME` may also be given as `NAME_FILE`, a path to a mounted secret. */
const SECRET_NAMES = ["DATABASE_URL", "REDIS_URL", "AUTH_SECRET"] as const;

function withSecretFiles(environment: Environment): Environment {
  const given = withoutEmpty(environment);
  for (const name of SECRET_NAMES) {
    const file = given[`${name}_FILE`];
    if (file !== undefined) given[name] = readFileSync(file, "utf8").trim();
  }
  return given;
}

/** @throws Error that names every fault of the configuration at once, and no value of it. */
export function readConfig(environment: Environment): Config {
  const result = Settings.safeParse(withSecretFiles(environment));
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration cannot be used:\n${faults.join("\n")}`);
  }
  const given = result.data;
  return {
    ...toSite(given),
    databaseUrl: given.DATABASE_URL,
    databasePoolMax: given.DATABASE_POOL_MAX,
    redisUrl: given.REDIS_URL ?? null,
    authSecret: given.AUTH_SECRET,
    filesDir: path.resolve(given.FILES_DIR),
  };
}

export const config = (): Config => processSingleton("config", () => readConfig(process.env));

/** next-auth 4 reads its own address from the environment and from nowhere else. */
export function exportAddressForNextAuth(): void {
  process.env["NEXTAUTH_URL"] = config().appUrl.origin;
}
