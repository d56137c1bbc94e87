import { hash } from "@node-rs/bcrypt";
import { expect, test } from "vitest";
import { hashPassword, isHashWeak } from "@/modules/users/password";
import { digest } from "@/platform/secrets";
import { strangerContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aFactor } from "@/testing/factors";
import { aPerson, TEST_PASSWORD, aTry } from "@/testing/people";
import { sized } from "@/testing/size";
import { signIn } from "./sign-in";

/* With the real work of bcrypt, which most tests do without. */

const base = testDatabase();
const LOW_COST = 8;
const SAMPLES = sized(200, 20);
/** A hash more or less is several times as long. */
const RATIO_MAX = sized(1.1, 1.5);
const ROUNDS_MAX = 3;

const nobody = () => strangerContext(base.db);

test("refused sign-ins take the same time, by medians of interleaved attempts", { timeout: 300_000 }, async () => {
  const passwordHash = await hashPassword(TEST_PASSWORD, LOW_COST);
  const active = await aPerson(base.db, { passwordHash });
  const disabled = await aPerson(base.db, { passwordHash, status: "disabled" });
  const careful = await aPerson(base.db, { passwordHash });
  await aFactor(base.db, careful.userId);
  const cases = {
    unknown: aTry("nobody@example.test"),
    wrong: aTry(active.email, "wrong password, plainly"),
    disabled: aTry(disabled.email),
    "wrong with a second factor": aTry(careful.email, "wrong password, plainly"),
  };
  const names = ["unknown", "wrong", "disabled", "wrong with a second factor"] as const;
  const attempt = async (name: (typeof names)[number]) => {
    const startedAt = performance.now();
    await signIn(nobody(), cases[name], LOW_COST).catch(() => {});
    return performance.now() - startedAt;
  };
  /** The slowest median divided by the fastest. The order of the cases changes from sample to sample. */
  const measure = async () => {
    const times = names.map((): number[] => []);
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      for (let turn = 0; turn < names.length; turn += 1) {
        const place = (sample + turn) % names.length;
        times[place]?.push(await attempt(names[place] ?? "unknown"));
      }
    }
    const medians = times.map((samples) => samples.toSorted((a, b) => a - b)[SAMPLES / 2] ?? 0);
    return Math.max(...medians) / Math.min(...medians);
  };
  for (const name of names) await attempt(name);

  // A real difference shows in every round; one that a busy machine causes does not.
  const rounds = [await measure()];
  while (Math.min(...rounds) >= RATIO_MAX && rounds.length < ROUNDS_MAX) rounds.push(await measure());
  expect(Math.min(...rounds)).toBeLessThan(RATIO_MAX);
});

test("a password is hashed at cost 12, of a keyed digest and not of the password", async () => {
  const passwordHash = await hashPassword(TEST_PASSWORD);
  expect(passwordHash).toMatch(/^\$2b\$12\$/);
  expect(isHashWeak(passwordHash)).toBe(false);
  expect(isHashWeak(await hash(digest("x", "password"), { cost: 11 }))).toBe(true);
  expect(isHashWeak("unusable")).toBe(true);
});
