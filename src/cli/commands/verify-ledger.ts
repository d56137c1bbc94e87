import { parseArgs } from "node:util";
import { loadSecrets } from "@/platform/config";
import { database } from "@/platform/database/db";
import { proveBooks } from "@/server/prove-books";

await loadSecrets();

const { values } = parseArgs({ options: { "since-last": { type: "boolean", default: false } } });
const { db, end } = database();
const report = await proveBooks(db, { sinceLast: values["since-last"] });
for (const { name, differences } of report.checks)
  console.log(differences === 0 ? `ok    ${name}` : `FAIL  ${name} (${differences})`);
for (const difference of report.differences)
  console.log(`      ${difference.subject}: expected ${difference.expected}, found ${difference.found}`);
const scope = report.isWhole ? "" : " since the last run";
console.log(
  report.isSound
    ? `The books balance${scope}.`
    : `The books do not balance${scope}. Nothing was changed; each difference is named above.`,
);
await end();
process.exitCode = report.isSound ? 0 : 1;
