import { database } from "@/platform/database/db";
import { verifyBooks } from "@/server/verify-books";

const { db, end } = database();
const report = await verifyBooks({ db });
for (const { name, differences } of report.checks)
  console.log(differences === 0 ? `ok    ${name}` : `FAIL  ${name} (${differences})`);
for (const difference of report.differences)
  console.log(`      ${difference.subject}: expected ${difference.expected}, found ${difference.found}`);
console.log(
  report.isSound
    ? "The books balance."
    : "The books do not balance. Nothing was changed; each difference is named above.",
);
await end();
process.exitCode = report.isSound ? 0 : 1;
