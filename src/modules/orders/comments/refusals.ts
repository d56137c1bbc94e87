import { defineError } from "@/shared/error";

type Nothing = Record<string, never>;

export const commentNotFound = defineError<Nothing>(
  "orders.comment-not-found",
  "not-found",
  () => "This comment doesn't exist any more, or its order is of a warehouse that you have no access to.",
);

export const commentRemovedMeanwhile = defineError<Nothing>(
  "orders.comment-removed-meanwhile",
  "conflict",
  () => "This comment was removed, and says nothing any more. Write a new one. Nothing was changed.",
);

export const commentEditedMeanwhile = defineError<{ version: number }>(
  "orders.comment-edited-meanwhile",
  "conflict",
  () =>
    "You have edited this comment elsewhere meanwhile. Cancel to see it as it is now, and edit it again. " +
    "Nothing was changed.",
);

export const commentOfOther = defineError<{ act: "edit" | "remove" }>(
  "orders.comment-of-other",
  "forbidden",
  ({ act }) =>
    act === "edit"
      ? "Only whoever wrote a comment can edit it. Write one of your own. Nothing was changed."
      : "Only whoever wrote a comment can remove it. Ask a manager to remove this one. Nothing was changed.",
);

/** Who they are is not said: the one who asks may not see them either. */
export const readerNotFound = defineError<{ userIds: readonly string[] }>(
  "orders.reader-not-found",
  "invalid",
  ({ userIds }) =>
    `${userIds.length === 1 ? "Somebody" : "Some of those"} whom the comment names can't read this order any more. ` +
    "Take the name out and choose another. Nothing was changed.",
);
