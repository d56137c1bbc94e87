import { hash, verify } from "@node-rs/bcrypt";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { digest } from "@/platform/secrets";
import { Semaphore } from "@/platform/semaphore";
import { observe } from "@/platform/telemetry/observe";
import { tooManySignIns } from "./contract";

export const PASSWORD_COST = 12;
/** Each takes a thread of the pool for a quarter of a second; two leave threads for files and DNS. */
const HASHES_AT_ONCE_MAX = 2;
/** About eight seconds of waiting; further sign-ins are refused. */
const HASHES_WAITING_MAX = 64;

const line = () =>
  processSingleton(
    "users.password-line",
    () => new Semaphore(HASHES_AT_ONCE_MAX, HASHES_WAITING_MAX, () => tooManySignIns({})),
  );

/** bcrypt ignores everything after 72 bytes, so it gets a keyed digest of the whole password. */
const whole = (password: string): string => digest(password.normalize("NFKC"), "password");

export const hashPassword = (password: string, cost = PASSWORD_COST): Promise<string> =>
  line().run(() => hash(whole(password), { cost }));

/** A hash of no password, at the usual cost: a comparison with it takes as long as with a real one. */
const hashOfNobody = (cost: number): Promise<string> =>
  processSingleton(`users.hash-of-nobody.${cost}`, () =>
    hash(digest(`nobody.${crypto.randomUUID()}`, "password"), { cost }),
  );

/** Compares even without a hash, so that the time taken does not reveal which accounts exist. */
export async function isPassword(
  password: string,
  passwordHash: string | null,
  cost = PASSWORD_COST,
): Promise<boolean> {
  const against = passwordHash ?? (await hashOfNobody(cost));
  const isEqual = await line().run(() => compare(password, against));
  return isEqual && passwordHash !== null;
}

/** Logs the time of a comparison, but not its person: an operator sees whether the cost fits the machine. */
const compare = (password: string, passwordHash: string): Promise<boolean> =>
  observe("hash", "bcrypt", async (observed) => {
    const isEqual = await verify(whole(password), passwordHash);
    logger().info({ ms: observed().ms, cost: costOf(passwordHash) }, "password compared");
    return isEqual;
  });

const costOf = (passwordHash: string): number => Number(/^\$2[aby]\$(\d\d)\$/.exec(passwordHash)?.[1] ?? 0);

/** Made at a lower cost than today's. The next sign-in, which has the password, replaces it. */
export const isHashWeak = (passwordHash: string, cost = PASSWORD_COST): boolean => costOf(passwordHash) < cost;
