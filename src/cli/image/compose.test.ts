import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";

const Strings = z.record(z.string(), z.unknown()).default({});
const Service = z.object({
  image: z.string(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  ports: z.array(z.string()).default([]),
  depends_on: Strings,
  restart: z.string(),
  mem_limit: z.string(),
  stop_grace_period: z.string(),
});
const Compose = z.object({ services: z.record(z.string(), Service), secrets: Strings, volumes: Strings });

const { services, secrets, volumes } = Compose.parse(parse(readFileSync("compose.yaml", "utf8"), { merge: true }));
const ours = Object.entries(services).filter(([, { image }]) => image.startsWith("quartermaster:"));
const textOf = (...names: string[]) => readFileSync(path.resolve(...names), "utf8");

test("it is as the Compose specification says", () => {
  const args = ["node_modules/dclint/bin/dclint.cjs", "compose.yaml", "--quiet"];
  // Its ports are those that people come to, from anywhere.
  const asked = spawnSync(process.execPath, [...args, "--disable-rule=no-unbound-port-interfaces"], {
    encoding: "utf8",
  });
  expect(`${asked.stdout}${asked.stderr}`.trim()).toBe("");
  expect(asked.status).toBe(0);
});

test("each setting of ours is one that the configuration knows", () => {
  const sources = ["config.ts", "site.ts", "redis-settings.ts"].map((name) => textOf("src", "platform", name));
  const known = new Set([...sources.join("\n").matchAll(/\b([A-Z]{2,}(?:_[A-Z]+)+)\b/g)].map(([name]) => name));
  expect(ours.length).toBe(5);
  const used = new Set(ours.flatMap(([, { environment }]) => Object.keys(environment)));
  const unknown = [...used].filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, "")));
  expect(unknown).toEqual([]);
});

test("each secret is a file that whoever needs it is given, and the owner's are for those who change tables", () => {
  for (const [name, service] of Object.entries(services)) {
    const mounted = Object.values(service.environment).flatMap(
      (value) => /^\/run\/secrets\/(\w+)$/.exec(value)?.[1] ?? [],
    );
    expect([name, mounted.filter((secret) => !service.secrets.includes(secret))]).toEqual([name, []]);
    expect([name, service.secrets.filter((secret) => !(secret in secrets))]).toEqual([name, []]);
    expect([name, JSON.stringify(service.environment)]).toEqual([
      name,
      expect.not.stringMatching(/:\/\/[^"/@]*:[^"/@]*@/),
    ]);
  }
  const owning = Object.entries(services).filter(([, service]) => service.secrets.includes("owner_password"));
  expect(owning.map(([name]) => name)).toEqual(["migrate", "backup", "postgres"]);
});

test("each service comes back, and is bounded; only the proxy is reached from outside", () => {
  for (const [name, { restart, networks, ports, volumes: used }] of Object.entries(services)) {
    expect([name, restart]).toEqual([name, name === "migrate" ? "no" : "unless-stopped"]);
    expect([name, ports.length > 0]).toEqual([name, name === "proxy"]);
    const named = used.map((volume) => volume.split(":")[0] ?? "");
    expect([name, named.filter((volume) => !(volume in volumes))]).toEqual([name, []]);
    if (["postgres", "redis"].includes(name)) expect([name, networks]).toEqual([name, ["data"]]);
  }
});

test("nothing of ours starts on tables of another release, and what it runs is in the image", () => {
  const running = ours.filter(([name]) => name !== "migrate");
  for (const [name, service] of running)
    expect([name, service.depends_on]).toMatchObject([
      name,
      { migrate: { condition: "service_completed_successfully" } },
    ]);
  const programs = ours.flatMap(([, { command = [] }]) => [command].flat().filter((word) => /\.m?js$/.test(word)));
  expect(programs.toSorted()).toEqual([
    "dist/cli/migrate.js",
    "dist/relay.js",
    "dist/worker.js",
    "nightly-backups.mjs",
  ]);
});

test("Redis drops nothing, and keeps what it has written", () => {
  const command = [services["redis"]?.command ?? []].flat().join(" ");
  expect(command).toContain("--maxmemory-policy noeviction");
  expect(command).toContain("--appendonly yes");
});
