import { hash, verify } from "@node-rs/bcrypt";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { digest } from "@/platform/secrets";
import { Semaphore } from "@/platform/semaphore";
import { observe } from "@/platform/telemetry/observe";
import { tooManySignIns } from "./contract";

export const PASSWORD_COST = 12;
/** Each takes a slot of the thread pool for a quarter of a second; two leave room for files and name look-ups. */
const HASHES_AT_ONCE_MAX = 2;
/** Some eight seconds of waiting; a flood beyond that is turned away instead of queued. */
const HASHES_WAITING_MAX = 64;

const line = () =>
  processSingleton(
    "users.password-line",
    () => new Semaphore(HASHES_AT_ONCE_MAX, HASHES_WAITING_MAX, () => tooManySignIns({})),
  );

/** bcrypt cuts at 72 bytes in silence, so it gets a keyed digest of all of the password instead of the password. */
const whole = (password: string): string => digest(password.normalize("NFKC"), "password");

export const hashPassword = (password: string, cost = PASSWORD_COST): Promise<string> =>
  line().run(() => hash(whole(password), { cost }));

/** A hash that no password has, of the usual cost: comparing with it takes as long as with a real one. */
const hashOfNobody = (cost: number): Promise<string> =>
  processSingleton(`users.hash-of-nobody.${cost}`, () =>
    hash(digest(`nobody.${crypto.randomUUID()}`, "password"), { cost }),
  );

/** Compares also where there is nothing to compare with, so that the time taken does not tell who exists. */
export async function isPassword(
  password: string,
  passwordHash: string | null,
  cost = PASSWORD_COST,
): Promise<boolean> {
  const against = passwordHash ?? (await hashOfNobody(cost));
  const isEqual = await line().run(() => compare(password, against));
  return isEqual && passwordHash !== null;
}

/** Logs the time of a comparison, so that an operator sees when the cost no longer fits the machine; never whose. */
const compare = (password: string, passwordHash: string): Promise<boolean> =>
  observe("hash", "bcrypt", async (observed) => {
    const isEqual = await verify(whole(password), passwordHash);
    logger().info({ ms: observed().ms, cost: costOf(passwordHash) }, "password compared");
    return isEqual;
  });

const costOf = (passwordHash: string): number => Number(/^\$2[aby]\$(\d\d)\$/.exec(passwordHash)?.[1] ?? 0);

/** The hash was made when computers were slower; the next sign-in, which has the password, makes a better one. */
export const isHashWeak = (passwordHash: string, cost = PASSWORD_COST): boolean => costOf(passwordHash) < cost;
