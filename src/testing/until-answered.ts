import { isRetryable, isUnavailable } from "@/platform/database/error";

/** A slow machine may say that it is too busy; then it is asked again, as by a person. */
export async function untilAnswered<T>(work: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error) && !isRetryable(error)) throw error;
    }
}
