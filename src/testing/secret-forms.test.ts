import { expect, test } from "vitest";
import { secretFinder } from "./secret-forms";

const [PLAIN, ODD] = ["planted-secret-1", 'two words & "signs" é'];
const find = secretFinder([PLAIN, ODD]);

test.each([
  ["alone", PLAIN, [PLAIN]],
  ["at the beginning", `${PLAIN}, and more`, [PLAIN]],
  ["at the end, behind its own beginning", `plan plantplanted-${PLAIN}`, [PLAIN]],
  ["behind signs of several bytes", `日本 🙂 ${PLAIN}`, [PLAIN]],
  ["in an address", `/?of=${encodeURIComponent(ODD)}`, [ODD]],
  ["in JSON", JSON.stringify({ of: ODD }), [ODD]],
  ["as the text of bytes", `Basic ${Buffer.from(ODD).toString("base64")}`, [ODD]],
  ["beside another", `${ODD} ${PLAIN}`, [PLAIN, ODD]],
])("a secret is found %s", (_where, text, secrets) => {
  expect(find(text)).toEqual(secrets);
});

test.each(["", "pla", PLAIN.slice(0, -1), PLAIN.slice(1), PLAIN.toUpperCase()])("none is found in %j", (text) => {
  expect(find(text)).toEqual([]);
});
