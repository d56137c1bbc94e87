import { procedure, queryOnReplica, router } from "@/platform/trpc/procedure";
import { CreateView, EditView, ListViews, SetDefaultView, ViewRef } from "./contract";
import { createView } from "./create-view";
import { editView } from "./edit-view";
import { listViews } from "./queries";
import { removeView } from "./remove-view";
import { setDefaultView } from "./set-default-view";

export const viewsRouter = router({
  list: queryOnReplica("views.read")
    .input(ListViews)
    .query(({ ctx, input }) => listViews(ctx, input)),
  create: procedure("views.create")
    .input(CreateView)
    .mutation(({ ctx, input }) => createView(ctx, input)),
  edit: procedure("views.edit")
    .input(EditView)
    .mutation(({ ctx, input }) => editView(ctx, input)),
  remove: procedure("views.remove")
    .input(ViewRef)
    .mutation(({ ctx, input }) => removeView(ctx, input)),
  setDefault: procedure("views.set-default")
    .input(SetDefaultView)
    .mutation(({ ctx, input }) => setDefaultView(ctx, input)),
});
