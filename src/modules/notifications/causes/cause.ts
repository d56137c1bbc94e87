import type { SQL } from "drizzle-orm";
import type { NoticeKind } from "@/modules/notifications/kind";
import type { ReadFact } from "@/platform/outbox/read-facts";

/**
 * Something that may be wrong in the shop. It is looked up, never remembered: an alert opens when it is found and ends
 * when it is not found any more.
 */
export type Cause = {
  /** A thing is of one of these kinds at a time. */
  kinds: readonly NoticeKind[];
  /** The things that a fact may have put right or wrong. */
  subjectsOf: (fact: ReadFact) => readonly string[];
  /**
   * What is wrong now, with these things or with any: rows of kind, cause, warehouse_id, subject_id, label and detail.
   */
  find: (subjectIds: readonly string[] | null) => SQL;
};

/** The ids under these keys of a fact's payload, where its name begins with one of these modules. */
export const idsIn =
  (modules: readonly string[], ...keys: readonly string[]) =>
  ({ name, payload }: ReadFact): string[] =>
    modules.some((module) => name.startsWith(`${module}.`))
      ? keys.flatMap((key) => [payload[key]].flat()).filter((id) => typeof id === "string")
      : [];
