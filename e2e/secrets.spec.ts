import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./fixtures/journey";

const SECRETS_MIN = 20;
const SECRET_CHARACTERS_MIN = 8;

/** As it may stand in a log: plainly, in an address, in JSON, or as the text of bytes. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
];

const linesOf = (file: string): string[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");

test("nothing that was secret in all these journeys stands in a log, or in an address that was asked for", async ({
  system,
}) => {
  const planted = existsSync(path.join(system.folder, "secrets.txt"))
    ? linesOf(path.join(system.folder, "secrets.txt"))
    : [];
  const secrets = [
    ...new Set([
      ...planted,
      ...system.signIns.map(({ password }) => password),
      system.authSecret,
      new URL(system.databaseUrl).password,
    ]),
  ];
  expect(secrets.every((secret) => secret.length >= SECRET_CHARACTERS_MIN)).toBe(true);
  expect(planted.length, "the journeys before this one planted secrets").toBeGreaterThan(SECRETS_MIN);

  const sinks = [...system.logs.filter(existsSync), path.join(system.folder, "addresses.txt")];
  const found = sinks.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return secrets
      .filter((secret) => formsOf(secret).some((form) => text.includes(form)))
      .map((secret) => `${path.basename(file)} holds ${secret}`);
  });
  expect(found).toEqual([]);

  const web = readFileSync(system.logs.find((file) => file.endsWith("web.log")) ?? "", "utf8");
  expect(web, "the log of the web is written at all").toContain('"procedure":"users.getMe"');
});
