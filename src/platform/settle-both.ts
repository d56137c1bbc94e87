/**
 * Waits for two pieces of work whose statements travel in one round trip. When both are refused the first is told,
 * whichever answer came first; neither is still at work when this returns or throws.
 */
export async function together<First, Second>(
  first: Promise<First>,
  second: Promise<Second> | undefined,
): Promise<[First, Second | undefined]> {
  const [one, other] = await Promise.allSettled([first, second]);
  if (one.status === "rejected") throw one.reason;
  if (other.status === "rejected") throw other.reason;
  return [one.value, other.value];
}
