import type { Refusal } from "@/shared/error";
import { type DatabaseError, isDatabaseError } from "./error";

/** A refusal for each constraint that `work` may break, by the constraint's name. */
type Refusals = Readonly<Record<string, (error: DatabaseError) => Refusal>>;

/**
 * Runs `work` and turns a broken constraint into the refusal given for it, so that the loser of a race gets the same
 * answer as someone who comes late: `refuseOn({ users_email_is_taken: () => emailTaken({ email }) }, () => ...)`.
 */
export async function refuseOn<Result>(refusals: Refusals, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const refusal = isDatabaseError(error) ? refusals[error.constraint ?? ""]?.(error) : undefined;
    throw refusal ?? error;
  }
}
