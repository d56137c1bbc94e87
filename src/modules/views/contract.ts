import * as z from "zod";
import { defineError } from "@/shared/error";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import type { Staleness } from "@/shared/staleness";
import {
  HIDDEN_COLUMNS_MAX,
  keptQuery,
  VIEW_NAME_CHARACTERS_MAX,
  VIEW_QUERY_CHARACTERS_MAX,
  VIEWED_LISTS,
} from "./view";

const COLUMN_CHARACTERS_MAX = 40;

const List = z.enum(VIEWED_LISTS);
const View = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Enter a name.")
    .max(VIEW_NAME_CHARACTERS_MAX, `Enter a name of at most ${VIEW_NAME_CHARACTERS_MAX} characters.`),
  list: List,
  /** What stands in the address behind the list's page, as `keptQuery` writes it: `?sort=total&view=draft`. */
  query: z
    .string()
    .max(VIEW_QUERY_CHARACTERS_MAX)
    .refine((query) => query === keptQuery(query), "A view keeps the filters of its list, and no search."),
  hiddenColumns: z.array(z.string().max(COLUMN_CHARACTERS_MAX)).max(HIDDEN_COLUMNS_MAX),
  isShared: z.boolean(),
});

export const ListViews = z.strictObject({ list: List });
export type ListViews = z.infer<typeof ListViews>;

export const CreateView = View;
export type CreateView = z.infer<typeof CreateView>;

export const ViewRef = z.strictObject({ viewId: Id });
export type ViewRef = z.infer<typeof ViewRef>;

/** A view stays one of its list. */
export const EditView = View.omit({ list: true }).extend({ viewId: Id, version: z.number().int().min(1) });
export type EditView = z.infer<typeof EditView>;

/** Null for the list as it opens without any. */
export const SetDefaultView = z.strictObject({ list: List, viewId: Id.nullable() });
export type SetDefaultView = z.infer<typeof SetDefaultView>;

export const viewChanged = defineEvent("views.changed", z.object({ viewId: Id }));
export const defaultViewChanged = defineEvent("views.default-changed", z.object({ userId: Id }));

export const VIEWS_STALENESS = { list: [{ facts: ["views", "users"] }] } as const satisfies Staleness;

export const viewNotFound = defineError<{ viewId: string }>(
  "views.not-found",
  "not-found",
  () => "This view doesn't exist any more. Choose another one. Nothing was changed.",
);

export const viewNotYours = defineError<{ name: string }>(
  "views.not-yours",
  "forbidden",
  ({ name }) =>
    `Only managers share views and change shared ones, and ${name} is shared. Save it as a view of your own. ` +
    "Nothing was changed.",
);

export const viewNameTaken = defineError<{ name: string }>(
  "views.name-taken",
  "conflict",
  ({ name }) => `You have a view ${name} already. Enter another name. Nothing was saved.`,
);

export const tooManyViews = defineError<{ viewsMax: number }>(
  "views.too-many",
  "conflict",
  ({ viewsMax }) =>
    `You have ${viewsMax} views of this list, the most there can be. Remove one first. Nothing was saved.`,
);

export const viewChangedMeanwhile = defineError<{ version: number; name: string }>(
  "views.changed-meanwhile",
  "conflict",
  ({ name }) =>
    `Someone else changed the view ${name} meanwhile. What you entered is kept. Save again to replace theirs.`,
);
