import { access, constants, mkdir, statfs } from "node:fs/promises";
import type { Config, MailConfig } from "@/platform/config";
import { within } from "@/platform/jobs/backend";
import { connectRedis } from "@/platform/jobs/redis-connection";
import { verifyMailServer } from "@/platform/mail/mailer";
import type { RedisSettings } from "@/platform/redis-settings";

const ANSWER_MS_MAX = 5_000;
const GIGABYTE = 2 ** 30;

/** A line about a part, and what is wrong with it, if anything is. Neither repeats a secret. */
export type Finding = { line: string; fault?: string };

/** All but the databases, which are asked by `examine`. */
export const examineServices = (config: Pick<Config, "redis" | "mail" | "filesDir">): Promise<Finding[]> =>
  Promise.all([examineQueue(config.redis), examineMail(config.mail), examineFiles(config.filesDir)]);

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

/** Messages of others may name what they were given. */
const wordFor = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "no answer in time";
