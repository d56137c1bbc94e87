import { access, constants, mkdir, statfs } from "node:fs/promises";
import { connectUpstash } from "@/platform/cache/upstash-store";
import type { Config, ErrorsConfig, MailConfig, TracesConfig } from "@/platform/config";
import { within } from "@/platform/jobs/backend";
import { connectRedis } from "@/platform/jobs/redis-connection";
import { verifyMailServer } from "@/platform/mail/mailer";
import type { RedisSettings } from "@/platform/redis-settings";
import type { StoreSettings } from "@/platform/site";

const ANSWER_MS_MAX = 5_000;
const GIGABYTE = 2 ** 30;

/** A line about a part, and what is wrong with it, if anything is. Neither repeats a secret. */
export type Finding = { line: string; fault?: string };

/** All but the databases, which are asked by `examine`. */
export const examineServices = ({ redis, mail, filesDir, store, traces, errors }: Services): Promise<Finding[]> =>
  Promise.all([
    examineQueue(redis),
    examineMail(mail),
    examineFiles(filesDir),
    ...(store ? [examineStore(store)] : []),
    ...(traces ? [examineTraces(traces)] : []),
    ...(errors ? [examineErrors(errors)] : []),
  ]);
export type Services = Pick<Config, "redis" | "mail" | "filesDir" | "store" | "traces" | "errors">;

const found = (part: string, said: string): Finding => ({ line: `${part.padEnd(10)} ${said}` });
const missed = (part: string, said: string, fault: string): Finding => ({ ...found(part, said), fault });

async function examineQueue(settings: RedisSettings | null): Promise<Finding> {
  if (settings === null) return found("jobs", "on Postgres, beside everything else");
  const redis = connectRedis(settings, { maxRetriesPerRequest: 1 });
  // Each failed connection is an event besides, and one without a listener ends the process.
  redis.on("error", () => {});
  try {
    const facts = String(await within(ANSWER_MS_MAX, redis.info("server")));
    const [, version = "?"] = /^redis_version:(\S+)/m.exec(facts) ?? [];
    return found("jobs", `on Redis ${version} (${settings.kind})`);
  } catch (error) {
    return missed(
      "jobs",
      `on Redis, which does not answer (${wordFor(error)})`,
      "Redis does not answer. Check REDIS_URL or REDIS_SENTINELS, its password, and that it runs.",
    );
  } finally {
    redis.disconnect();
  }
}

async function examineMail(mail: MailConfig): Promise<Finding> {
  if (mail.kind === "folder") return found("mail", `files in ${mail.directory}, as there is no SMTP_URL`);
  try {
    await within(ANSWER_MS_MAX, verifyMailServer(mail));
    return found("mail", `${hostOf(mail.smtpUrl)} takes emails from ${mail.from}`);
  } catch (error) {
    return missed(
      "mail",
      `${hostOf(mail.smtpUrl)} takes none (${wordFor(error)})`,
      "The mail server does not let us in. Check SMTP_URL, its user and password, and that it runs.",
    );
  }
}

async function examineStore(settings: StoreSettings): Promise<Finding> {
  const host = hostOf(settings.url);
  try {
    await within(ANSWER_MS_MAX, connectUpstash(settings, ANSWER_MS_MAX).ping());
    return found("store", `${host} answers`);
  } catch (error) {
    return missed(
      "store",
      `${host} does not answer (${wordFor(error)})`,
      "The shared store does not answer: nothing is kept or limited beyond one process. " +
        "Check UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN.",
    );
  }
}

/** A collector takes a request without a span for what it is. */
async function examineTraces({ url, headers }: TracesConfig): Promise<Finding> {
  const host = hostOf(url);
  const fault = "The collector takes no traces. Check OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_HEADERS.";
  try {
    const { ok, status } = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ resourceSpans: [] }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    return ok ? found("traces", `${host} takes them`) : missed("traces", `${host} answers with ${status}`, fault);
  } catch (error) {
    return missed("traces", `${host} does not answer (${wordFor(error)})`, fault);
  }
}

/** Any answer will do: whether the key is right, only a report would tell. */
async function examineErrors({ dsn, environment }: ErrorsConfig): Promise<Finding> {
  const { origin, host, pathname } = new URL(dsn);
  const project = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    await fetch(origin, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    return found("errors", `${host} answers, for project ${project} and ${environment}`);
  } catch (error) {
    return missed(
      "errors",
      `${host} does not answer (${wordFor(error)})`,
      "The service that takes errors does not answer. Check SENTRY_DSN, and that it may be reached from here.",
    );
  }
}

async function examineFiles(folder: string): Promise<Finding> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    return found("files", `${folder}, ${((bavail * bsize) / GIGABYTE).toFixed(1)} GB free`);
  } catch (error) {
    return missed(
      "files",
      `${folder} (${wordFor(error)})`,
      `${folder} cannot be written. Check FILES_DIR and who may write there.`,
    );
  }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "an address that cannot be read");

/** Messages of others may name what they were given: of them only the word of Redis is told, such as WRONGPASS. */
function wordFor(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.cause instanceof Error) return wordFor(error.cause);
  if ("code" in error && typeof error.code === "string") return error.code;
  const [word] = /^[A-Z]{3,}\b/.exec(error.message) ?? [];
  return word ?? (error.name === "Error" ? "no answer in time" : error.name);
}
