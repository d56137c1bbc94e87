import * as z from "zod";
import { processSingleton } from "./process-singleton";

const UNRELEASED = "unreleased";
export const isReleased = (release: string): boolean => release !== UNRELEASED;

/** The part of the environment that needs no file and no secret, so that code at the edge may read it too. */
export const SiteEnvironment = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  APP_URL: z.url().optional(),
  /** How many proxies of our own stand in front, each of which adds an address to X-Forwarded-For. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  /** Further hosts by which people may ask, separated by commas, with a port or for any port. */
  ALLOWED_HOSTS: z.string().default(""),
  /** What runs, as its pipeline names it: a commit or a version. */
  RELEASE: z.string().max(64).default(UNRELEASED),
  /** A line for each request too, besides those of procedures and jobs. */
  LOG_REQUESTS: z.enum(["true", "false"]).default("false"),
  /** A store that all processes share, asked over REST, and the edge too. */
  UPSTASH_REDIS_REST_URL: z.url({ protocol: /^https?$/ }).optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().optional(),
  CACHE: z.enum(["off", "memory"]).default("off"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** Where people reach this installation and how, and what it logs. */
export type Site = {
  environment: "development" | "test" | "production";
  appUrl: URL;
  /** Cookies are marked Secure, and named for it, when people come over https. */
  secure: boolean;
  trustedHops: number;
  /** In lower case. */
  allowedHosts: string[];
  release: string;
  logsRequests: boolean;
  /** Null where there is none: then nothing is limited or kept beyond one process. */
  store: StoreSettings | null;
  /** Answers are kept in the process; of use where there is one web, and no store. */
  cachesInMemory: boolean;
  logLevel: z.infer<typeof SiteEnvironment>["LOG_LEVEL"];
};

export type StoreSettings = { url: string; token: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is set to nothing counts as not set. */
export const withoutEmpty = (environment: Environment): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));

export function toSite(given: z.infer<typeof SiteEnvironment>): Site {
  const appUrl = new URL(given.APP_URL ?? `http://localhost:${given.PORT}`);
  return {
    environment: given.NODE_ENV,
    appUrl,
    secure: appUrl.protocol === "https:",
    trustedHops: given.TRUSTED_PROXY_HOPS,
    allowedHosts: given.ALLOWED_HOSTS.toLowerCase()
      .split(",")
      .map((host) => host.trim())
      .filter(Boolean),
    release: given.RELEASE,
    logsRequests: given.LOG_REQUESTS === "true",
    store: storeOf(given),
    cachesInMemory: given.CACHE === "memory",
    logLevel: given.LOG_LEVEL,
  };
}

function storeOf(given: z.infer<typeof SiteEnvironment>): StoreSettings | null {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = given;
  return url === undefined || token === undefined ? null : { url, token };
}

/** The same as in `config()`, for the proxy, which Next may run where there are no files. */
export const site = (): Site =>
  processSingleton("site", () => toSite(SiteEnvironment.parse(withoutEmpty(process.env))));
