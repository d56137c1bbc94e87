/**
 * Waits for two promises whose statements share one round trip. When both reject, the error of the first argument is
 * thrown, whichever came first; neither is pending when this returns or throws.
 */
export async function settleBoth<First, Second>(
  first: Promise<First>,
  second: Promise<Second> | undefined,
): Promise<[First, Second | undefined]> {
  const [one, other] = await Promise.allSettled([first, second]);
  if (one.status === "rejected") throw one.reason;
  if (other.status === "rejected") throw other.reason;
  return [one.value, other.value];
}
