import { hash, verify } from "@node-rs/bcrypt";
import { FairLine } from "@/platform/fair-line";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { digest, digests } from "@/platform/secrets";
import { observe } from "@/platform/telemetry/observe";
import { tooManySignIns } from "./refusals";

export const PASSWORD_COST = 12;

/**
 * Each hash takes a thread of the pool for a quarter of a second, so few run at once and leave threads for files and
 * DNS. Strangers have a line of their own: whatever they send, the people of the house do not wait behind it.
 */
const LINES = {
  stranger: { atOnceMax: 1, atOncePerKeyMax: 1, waitingMax: 64, waitingPerKeyMax: 16, waitMsMax: 15_000 },
  house: { atOnceMax: 2, atOncePerKeyMax: 1, waitingMax: 200, waitingPerKeyMax: 64, waitMsMax: 30_000 },
} as const;

/** Who asks for a hash: within a line each key has its turn. */
export type Hasher = { line: keyof typeof LINES; key: string };
const OURSELVES: Hasher = { line: "house", key: "" };

const inLine = <Result>({ line, key }: Hasher, work: () => Promise<Result>): Promise<Result> =>
  processSingleton(`users.password-line.${line}`, () => new FairLine(LINES[line], () => tooManySignIns({}))).run(
    key,
    work,
  );

/**
 * bcrypt ignores everything after 72 bytes, so it gets a keyed digest of the whole password. While a pepper is being
 * changed there are two, the present one first.
 */
const whole = (password: string): [string, ...string[]] => digests(password.normalize("NFKC"), "password");

export const hashPassword = (password: string, cost = PASSWORD_COST, by = OURSELVES): Promise<string> =>
  inLine(by, () => hash(whole(password)[0], { cost }));

/** A hash of no password, at the usual cost: a comparison with it takes as long as with a real one. */
const hashOfNobody = (cost: number): Promise<string> =>
  processSingleton(`users.hash-of-nobody.${cost}`, () =>
    hash(digest(`nobody.${crypto.randomUUID()}`, "password"), { cost }),
  );

/** `stale`: it is right, and its hash was made with the pepper before. */
type Comparison = "right" | "stale" | "wrong";

/** Compares even without a hash, so that the time taken does not reveal which accounts exist. */
export async function comparePassword(
  password: string,
  passwordHash: string | null,
  cost = PASSWORD_COST,
  by = OURSELVES,
): Promise<Comparison> {
  const against = passwordHash ?? (await hashOfNobody(cost));
  const comparison = await inLine(by, () => compare(whole(password), against));
  return passwordHash === null ? "wrong" : comparison;
}

export const isPassword = async (...asked: Parameters<typeof comparePassword>): Promise<boolean> =>
  (await comparePassword(...asked)) !== "wrong";

/** Logs the time of a comparison, but not its person: an operator sees whether the cost fits the machine. */
const compare = ([current, ...previous]: [string, ...string[]], passwordHash: string): Promise<Comparison> =>
  observe("hash", "bcrypt", async (observed) => {
    let comparison: Comparison = (await verify(current, passwordHash)) ? "right" : "wrong";
    for (const peppered of previous)
      if (comparison === "wrong" && (await verify(peppered, passwordHash))) comparison = "stale";
    logger().info({ ms: observed("ok").ms, cost: costOf(passwordHash) }, "password compared");
    return comparison;
  });

const costOf = (passwordHash: string): number => Number(/^\$2[aby]\$(\d\d)\$/.exec(passwordHash)?.[1] ?? 0);

/** Made at a lower cost than today's. The next sign-in, which has the password, replaces it. */
export const isHashWeak = (passwordHash: string, cost = PASSWORD_COST): boolean => costOf(passwordHash) < cost;
