import * as z from "zod";
import { TAG_CHARACTERS_MAX, tagOf, TAGS_MAX } from "./tags";

const TYPED_CHARACTERS_MAX = 2_000;

/** One tag as somebody types it, in the spelling in which it is kept. */
export const Tag = z
  .string()
  .max(TYPED_CHARACTERS_MAX)
  .transform(tagOf)
  .pipe(
    z
      .string()
      .min(1, "Enter a tag.")
      .max(TAG_CHARACTERS_MAX, `Enter a tag of at most ${TAG_CHARACTERS_MAX} characters.`)
      .regex(/^[^,;]*$/, "Enter one tag, without commas."),
  );

/** All tags of one thing, each once. */
export const Tags = z
  .array(Tag)
  .transform((tags) => [...new Set(tags)])
  .refine((tags) => tags.length <= TAGS_MAX, `Enter at most ${TAGS_MAX} tags.`);
