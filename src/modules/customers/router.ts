import { procedure, queryOnPrimary, queryOnReplica, router } from "@/platform/trpc/procedure";
import { archiveCustomer } from "./archive-customer";
import { ArchiveCustomer, CreateCustomer, CustomerRef, EditCustomer, ListCustomers } from "./contract";
import { createCustomer } from "./create-customer";
import { editCustomer } from "./edit-customer";
import { getCustomer, listCustomers } from "./queries";

export const customersRouter = router({
  list: queryOnReplica("customers.read")
    .input(ListCustomers)
    .query(({ ctx, input }) => listCustomers(ctx, input)),
  get: queryOnPrimary("customers.read")
    .input(CustomerRef)
    .query(({ ctx, input }) => getCustomer(ctx, input)),
  create: procedure("customers.create")
    .input(CreateCustomer)
    .mutation(({ ctx, input }) => createCustomer(ctx, input)),
  edit: procedure("customers.edit")
    .input(EditCustomer)
    .mutation(({ ctx, input }) => editCustomer(ctx, input)),
  archive: procedure("customers.archive")
    .input(ArchiveCustomer)
    .mutation(({ ctx, input }) => archiveCustomer(ctx, input)),
});
