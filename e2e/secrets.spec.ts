import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { secretFinder, secretForms } from "../src/testing/secret-forms";
import { expect, test } from "./fixtures/journey";

const SECRETS_MIN = 20;
const SECRET_CHARACTERS_MIN = 8;

const linesOf = (file: string): string[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");

/** What browsers load, and the servers: a secret of the machine that builds them must be in none. */
const builtFiles = (): string[] =>
  [".next/static", ".next/server", "dist"].flatMap((folder) =>
    readdirSync(path.resolve(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:js|json|html|map)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );

test("nothing that was secret in all these journeys stands in a log, a report, a metric, or what was built", async ({
  system,
}) => {
  const planted = existsSync(path.join(system.folder, "secrets.txt"))
    ? linesOf(path.join(system.folder, "secrets.txt"))
    : [];
  const secrets = [
    ...new Set([
      ...planted,
      ...system.signIns.map(({ password }) => password),
      ...system.secrets,
      system.errorKey,
      new URL(system.databaseUrl).password,
    ]),
  ];
  expect(secrets.every((secret) => secret.length >= SECRET_CHARACTERS_MIN)).toBe(true);
  expect(planted.length, "the journeys before this one planted secrets").toBeGreaterThan(SECRETS_MIN);

  const sinks = [...system.logs.filter(existsSync), path.join(system.folder, "addresses.txt")];
  const texts: (readonly [name: string, text: string])[] = sinks.map((file) => [file, readFileSync(file, "utf8")]);
  for (const [name, port] of Object.entries(system.metrics))
    texts.push([`the metrics of ${name}`, await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()]);
  for (const file of builtFiles()) texts.push([file, readFileSync(file, "utf8")]);
  // Every report is sent under that key.
  const reports = readFileSync(system.reports, "utf8").replaceAll(system.errorKey, "");
  texts.push(["the reports of errors", reports]);
  expect(reports, "the journeys before this one failed somewhere on purpose").toContain('"type":"event"');
  const secretsIn = secretFinder(secrets);
  const found = texts.flatMap(([name, text]) =>
    secretsIn(text).map((secret) => `${path.basename(name)} holds ${secret}`),
  );
  expect(found).toEqual([]);
  expect(texts.find(([name]) => name === "the metrics of web")?.[1]).toContain("quartermaster_procedure_duration");

  const web = readFileSync(system.logs.find((file) => file.endsWith("web.log")) ?? "", "utf8");
  expect(web, "the log of the web is written at all").toContain('"procedure":"users.getMe"');
});

test("no file that browsers load holds anything that looks like a secret", () => {
  const loaded = builtFiles().filter((file) => file.includes(path.join(".next", "static")));
  expect(loaded.length).toBeGreaterThan(50);
  for (const file of loaded)
    expect({ file, found: secretForms(readFileSync(file, "utf8")) }).toEqual({ file, found: [] });
  for (const secret of ["v3Qk9-ZxT1mB7_dRf0WcJ8hLp2NsYe5uGa4KiXo6HtE", "9f86d081884c7d65".repeat(4)])
    expect(secretForms(`a="${secret}"`), "one would be found").not.toEqual([]);
});
