import { expect, test } from "vitest";
import { secretFinder } from "./secret-forms";

const [PLAIN, ODD] = ["planted-secret-1", 'two words & "signs" é'];
const ONE_MINUTE = ["019ac8f2-0001-7aaa", "019ac8f2-0002-7bbb", "019ac8f2-0003-7ccc-and-more"];
const find = secretFinder([PLAIN, ODD, ...ONE_MINUTE]);

test.each([
  ["alone", PLAIN, [PLAIN]],
  ["at the beginning", `${PLAIN}, and more`, [PLAIN]],
  ["at the end, behind its own beginning", `plan plantplanted-${PLAIN}`, [PLAIN]],
  ["behind signs of several bytes", `日本 🙂 ${PLAIN}`, [PLAIN]],
  ["in an address", `/?of=${encodeURIComponent(ODD)}`, [ODD]],
  ["in JSON", JSON.stringify({ of: ODD }), [ODD]],
  ["as the text of bytes", `Basic ${Buffer.from(ODD).toString("base64")}`, [ODD]],
  ["beside another", `${ODD} ${PLAIN}`, [PLAIN, ODD]],
  ["among others that begin alike", `019ac8f2-0009-7fff ${ONE_MINUTE[2]} ${ONE_MINUTE[1]}`, ONE_MINUTE.slice(1)],
])("a secret is found %s", (_where, text, secrets) => {
  expect(find(text)).toEqual(secrets);
});

test.each(["", "pla", PLAIN.slice(0, -1), PLAIN.slice(1), PLAIN.toUpperCase(), "019ac8f2-0003-7ccc"])(
  "none is found in %j",
  (text) => {
    expect(find(text)).toEqual([]);
  },
);
