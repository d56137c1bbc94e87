import * as z from "zod";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { SearchText } from "@/shared/search";

export const COMMENT_CHARACTERS_MAX = 2_000;
/** Of one comment. Whoever means everybody says so aloud. */
const MENTIONS_MAX = 20;

const Words = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, "Enter a comment.")
    .max(COMMENT_CHARACTERS_MAX, `Enter at most ${COMMENT_CHARACTERS_MAX} characters.`),
  /** The people whom it names, and who are told. */
  mentions: z
    .array(Id)
    .max(MENTIONS_MAX, `Name at most ${MENTIONS_MAX} people.`)
    .transform((userIds) => [...new Set(userIds)])
    .default([]),
});

export const AddComment = Words.extend({ orderId: Id });
export type AddComment = z.infer<typeof AddComment>;

/** The whole comment after the edit. `version` is the one the person saw. */
export const EditComment = Words.extend({ commentId: Id, version: z.number().int().min(1) });
export type EditComment = z.infer<typeof EditComment>;

export const RemoveComment = z.strictObject({ commentId: Id });
export type RemoveComment = z.infer<typeof RemoveComment>;

/** People by words of their names, of those who may read the order. */
export const ListReaders = z.strictObject({ orderId: Id, search: SearchText.default("") });
export type ListReaders = z.infer<typeof ListReaders>;

const CommentFact = z.object({ orderId: Id, customerId: Id, commentId: Id });
export const commentAdded = defineEvent("orders.comment-added", CommentFact);
export const commentEdited = defineEvent("orders.comment-edited", CommentFact);
export const commentRemoved = defineEvent("orders.comment-removed", CommentFact);
