import type { SQL } from "drizzle-orm";
import type { NoticeKind } from "@/modules/notifications/kind";
import type { ReadFact } from "@/platform/outbox/read-facts";
import { Id } from "@/shared/given-id";

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
  (fact: ReadFact): string[] =>
    modules.some((module) => fact.name.startsWith(`${module}.`)) ? keys.flatMap((key) => idsUnder(fact, key)) : [];

/** What is no id is left out: one fact that another release wrote must not hold up all that come after it. */
export const idsUnder = ({ payload }: ReadFact, key: string): string[] =>
  [payload[key]].flat().flatMap((given) => {
    const id = Id.safeParse(given);
    return id.success ? [id.data] : [];
  });
