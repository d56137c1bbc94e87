import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { keepAlive, send } from "@/cli/bench/load.mjs";
import { Caller } from "@/cli/cluster/caller.mjs";
import { until } from "@/cli/cluster/until.mjs";
import { freePort } from "@/cli/launch/ports.mjs";
import { startThrowawayPostgres } from "@/cli/postgres/throwaway.mjs";
import { startErrorService } from "./error-service";
import type { ImageProcess, ImageTool } from "./image";
import { MailServer } from "./mail-server";
import { endingAll, launchRedis } from "./redis-server";
import { startSecretsManager } from "./secrets-manager";
import { type ReceivedSpan, startCollector } from "./spans";

const USER = 1_000;
const SECRET_BYTES = 32;
const WAIT_MS = 180_000;
const EMAIL = "first@shop.test";
const FOLDERS = ["files", "cache", "tmp", "secrets", "backups"];
const COMMANDS = { web: "server.js", worker: "dist/worker.js", relay: "dist/relay.js" };
type Name = keyof typeof COMMANDS;
const NAMES: readonly Name[] = ["web", "worker", "relay"];
/** Mounted, or written by whatever runs an image. */
const OF_OTHERS =
  /^(?:proc|sys|dev|run|tmp|files|root|home|app\/\.next\/cache|etc\/(?:hosts|hostname|resolv\.conf|ssl))(?:\/|$)/;

const makeSecret = () => randomBytes(SECRET_BYTES).toString("hex");

/** The three processes, from an image, against a Postgres and a Redis that are not in it, with secrets as files. */
export class RunningShop {
  readonly caller: Caller;
  /** What was told while it was prepared, without the link that nobody else may see. */
  prepared = "";
  readonly figures: string[] = [];
  private readonly running = new Map<Name, ImageProcess>();
  private readonly undo: (() => Promise<unknown>)[] = [];
  private readonly password = `${makeSecret()} walks`;
  readonly secrets: string[] = [this.password];
  /** The bodies that were sent to the collector of traces and to the service for errors. */
  told: string[][] = [];
  private spans: readonly ReceivedSpan[] = [];
  private outside: Readonly<Record<string, string>> = {};
  private token = "";
  private importId = "";

  private constructor(
    private readonly image: ImageTool,
    private readonly folder: string,
    private readonly ports: Readonly<Record<Name | "figures", number>>,
  ) {
    this.caller = new Caller(ports.web, "");
  }

  static async start(image: ImageTool, folder: string): Promise<RunningShop> {
    const [web, figures, worker, relay] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const shop = new RunningShop(image, folder, { web, figures, worker, relay });
    try {
      await shop.begin();
      return shop;
    } catch (error) {
      await shop.stop();
      throw error;
    }
  }

  tracedProcesses = () => new Set(this.spans.map(({ service }) => service));

  processes = () => [...this.running.values()];

  private async begin(): Promise<void> {
    for (const name of FOLDERS) {
      mkdirSync(path.join(this.folder, name), { recursive: true });
      chownSync(path.join(this.folder, name), USER, USER);
    }
    await this.surround();
    const steps = "node dist/cli/migrate.js && node dist/cli/first-administrator.js";
    const { code, output } = await this.image.run({ ...this.setting("web", true), command: ["sh", "-c", steps] });
    this.token = /\/welcome#(\S+)/.exec(output)?.[1] ?? "";
    this.prepared = output.replace(this.token, "");
    if (code !== 0 || this.token === "") throw new Error(`The shop could not be prepared:\n${output}`);
    this.secrets.push(this.token);
    for (const name of NAMES) {
      const log = path.join(this.folder, `${name}.log`);
      const command = name === "web" ? [] : ["node", COMMANDS[name]];
      this.running.set(name, await this.image.start({ ...this.setting(name), command }, log));
    }
    const isReady = async () => (await this.open("GET", "/api/health/ready").catch(() => null))?.status === 200;
    await until("the web is ready", isReady, WAIT_MS);
    for (const each of this.processes())
      await until("its figures are served", async () => each.log().includes("metrics are served"), WAIT_MS);
  }

  /** What the processes ask outside of their image, each with secrets of its own. */
  private async surround(): Promise<void> {
    const postgres = await startThrowawayPostgres();
    const redisPassword = makeSecret();
    const redis = await launchRedis({ requirepass: redisPassword });
    const manager = await startSecretsManager({ "shop/pepper": makeSecret() });
    const [mails, collector, reports] = [await MailServer.start(), await startCollector(), await startErrorService()];
    const servers = [postgres, mails, collector, reports, manager];
    this.undo.push(endingAll([redis]), ...servers.map((server) => () => server.stop()));
    this.told = [collector.bodies, reports.bodies];
    this.spans = collector.spans;
    this.outside = {
      ...manager.environment,
      PEPPER_SECRET_SECRET_ID: "shop/pepper",
      MAIL_FROM: "shop@shop.test",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER_ARG: "1",
    };
    const [owner, application] = [new URL(postgres.url), new URL(postgres.applicationUrl)];
    this.mount("DATABASE_URL", application.href, application.password);
    this.mount("MIGRATION_DATABASE_URL", owner.href, owner.password);
    this.mount("REDIS_URL", `redis://:${redisPassword}@127.0.0.1:${redis.port}`, redisPassword);
    this.mount("SMTP_URL", mails.url);
    this.mount("SENTRY_DSN", reports.dsn);
    this.secrets.push(...Object.values(manager.secrets));
    for (const name of ["AUTH_SECRET", "COOKIE_SECRET", "SEAL_SECRET"]) this.mountSecret(name, makeSecret());
  }

  private mountSecret = (name: string, value: string) => this.mount(name, value, value);

  private mount(name: string, value: string, ...secrets: string[]): void {
    writeFileSync(path.join(this.folder, "secrets", name), `${value}\n`, { mode: 0o444 });
    this.secrets.push(...secrets);
  }

  private setting(name: Name, isOwner = false) {
    const mounted = readdirSync(path.join(this.folder, "secrets")).filter(
      (each) => isOwner || !each.startsWith("MIGRATION"),
    );
    const at = (inside: string) => path.join(this.folder, inside);
    return {
      env: {
        ...Object.fromEntries(mounted.map((each) => [`${each}_FILE`, `/run/secrets/${each}`])),
        APP_URL: `http://localhost:${this.ports.web}`,
        HOSTNAME: "127.0.0.1",
        PORT: String(this.ports.web),
        METRICS_PORT: String(name === "web" ? this.ports.figures : this.ports[name]),
        LOG_REQUESTS: "true",
        ...this.outside,
      },
      volumes: {
        "/files": at("files"),
        "/app/.next/cache": at("cache"),
        "/tmp": at("tmp"),
        "/run/secrets": at("secrets"),
      },
    };
  }

  async examine(): Promise<string> {
    const { output } = await this.image.run({ ...this.setting("web"), command: ["node", "dist/cli/doctor.js"] });
    return output;
  }

  /** As a night does it; then the books are added up. */
  async backUp(): Promise<string> {
    const { env, volumes } = this.setting("worker", true);
    const command = ["sh", "-c", "node dist/cli/backup.js /backups/night && node dist/cli/verify-ledger.js"];
    const backups = { "/backups": path.join(this.folder, "backups") };
    return (await this.image.run({ env, volumes: { ...volumes, ...backups }, command })).output;
  }

  /** The first administrator, by the link; then a session of theirs, as the page of sign-in begins one. */
  async signIn(): Promise<void> {
    const person = { token: this.token, name: "First", email: EMAIL, password: this.password };
    await this.caller.mustChange("users.acceptInvitation", person);
    const csrf = await this.open("GET", "/api/auth/csrf");
    const form = new URLSearchParams({
      csrfToken: JSON.parse(csrf.text).csrfToken,
      email: EMAIL,
      password: this.password,
      callbackUrl: "/",
      json: "true",
    });
    const headers = { cookie: csrf.cookies, "content-type": "application/x-www-form-urlencoded" };
    const answer = await this.open("POST", "/api/auth/callback/credentials", headers, form.toString());
    if (answer.status !== 200) throw new Error(`Sign-in was answered ${answer.status}: ${answer.text}`);
    this.caller.cookie = answer.cookies;
    this.secrets.push(
      ...answer.cookies
        .split("; ")
        .map((pair) => pair.slice(pair.indexOf("=") + 1))
        .filter((value) => value.length > 30),
    );
  }

  openPage = (page: string) => this.open("GET", page, { cookie: this.caller.cookie });

  private async open(method: "GET" | "POST", page: string, headers: Record<string, string> = {}, body?: string) {
    const agent = keepAlive(1);
    const given = { "sec-fetch-site": "same-origin", "x-quartermaster": "1", ...headers };
    const answer = await send(this.ports.web, agent, {
      method,
      path: page,
      headers: given,
      ...(body !== undefined && { body }),
    });
    agent.destroy();
    const set = [answer.headers["set-cookie"] ?? []].flat().map((each) => each.split(";")[0]);
    return { ...answer, cookies: set.join("; ") };
  }

  /** Hands in a file once, and says how far the job has come that checks it. */
  async importFile(): Promise<string> {
    if (this.importId === "") {
      const { fileKey } = await this.caller.upload("Title,SKU,Price\nTea,TEA-1,4.50");
      const { importId } = await this.caller.mustChange("imports.start", { fileKey, fileName: "tea.csv" });
      await this.caller.mustChange("imports.check", { importId, columns: ["title", "sku", "price"] });
      this.importId = importId;
    }
    const { status } = await this.caller.mustAsk("imports.get", { importId: this.importId });
    return status;
  }

  /** The codes with which the check of health ends, for the web, for the others, and where nobody listens. */
  async checkHealth(): Promise<Record<"ready" | "live" | "nobody", number | null>> {
    const check = async (asked: "ready" | "live", more: Record<string, string> = {}) => {
      const { env, volumes } = this.setting("worker");
      const command = ["node", "healthcheck.mjs", asked];
      return (await this.image.run({ env: { ...env, ...more }, volumes, command })).code;
    };
    const nobody = await check("ready", { PORT: String(await freePort()) });
    return { ready: await check("ready"), live: await check("live"), nobody };
  }

  /** The paths of files that a process has made, changed or removed outside the folders that are meant for it. */
  writtenBeside(asBuilt: string): string[] {
    const before = filesOf(asBuilt);
    return [...this.running].flatMap(([name, { root }]) => {
      const after = filesOf(root);
      const paths = new Set([...before.keys(), ...after.keys()]);
      return [...paths].filter((each) => before.get(each) !== after.get(each)).map((each) => `${name}: ${each}`);
    });
  }

  uploads = () => readdirSync(path.join(this.folder, "files"));

  async end(): Promise<Record<string, number>> {
    for (const port of [this.ports.figures, this.ports.worker, this.ports.relay])
      this.figures.push(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
    this.caller.close();
    const codes = await Promise.all([...this.running].map(async ([name, each]) => [name, await each.stop()] as const));
    return Object.fromEntries(codes);
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes().map((each) => each.stop()));
    for (const step of this.undo.toReversed()) await step();
  }
}

/** What tells of a file that it was written to. */
function filesOf(root: string): Map<string, string> {
  const files = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name);
      if (OF_OTHERS.test(name)) continue;
      if (entry.isDirectory()) walk(name);
      else if (entry.isFile()) {
        const { size, mtimeMs } = statSync(path.join(root, name));
        files.set(name, `${size} ${Math.floor(mtimeMs / 1_000)}`);
      }
    }
  };
  walk("");
  return files;
}
