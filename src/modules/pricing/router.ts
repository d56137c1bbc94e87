import { NoInput, procedure, queryOnPrimary, queryOnReplica, router } from "@/platform/trpc/procedure";
import { addEntry } from "./add-entry";
import { archivePriceList } from "./archive-price-list";
import { assignCustomer } from "./assign-customer";
import { assignGroup } from "./assign-group";
import {
  AddEntry,
  ArchivePriceList,
  AssignCustomer,
  AssignGroup,
  CreatePriceList,
  EditEntry,
  EditPriceList,
  ListCustomers,
  ListEntries,
  ListOfCustomer,
  ListOfProduct,
  ListPriceLists,
  ListPrices,
  LoadEntries,
  PriceListRef,
  RemoveEntry,
} from "./contract";
import { createPriceList } from "./create-price-list";
import { editEntry } from "./edit-entry";
import { editPriceList } from "./edit-price-list";
import { loadEntries } from "./load-entries";
import {
  getPriceList,
  listCustomers,
  listEntries,
  listOfCustomer,
  listOfGroups,
  listOfProduct,
  listPriceLists,
  listPrices,
} from "./queries";
import { removeEntry } from "./remove-entry";

export const pricingRouter = router({
  list: queryOnReplica("pricing.read")
    .input(ListPriceLists)
    .query(({ ctx, input }) => listPriceLists(ctx, input)),
  get: queryOnPrimary("pricing.read")
    .input(PriceListRef)
    .query(({ ctx, input }) => getPriceList(ctx, input)),
  listCustomers: queryOnReplica("pricing.read")
    .input(ListCustomers)
    .query(({ ctx, input }) => listCustomers(ctx, input)),
  listEntries: queryOnReplica("pricing.read")
    .input(ListEntries)
    .query(({ ctx, input }) => listEntries(ctx, input)),
  listOfCustomer: queryOnReplica("pricing.read")
    .input(ListOfCustomer)
    .query(({ ctx, input }) => listOfCustomer(ctx, input)),
  listOfGroups: queryOnReplica("pricing.read")
    .input(NoInput)
    .query(({ ctx }) => listOfGroups(ctx)),
  listOfProduct: queryOnReplica("pricing.read")
    .input(ListOfProduct)
    .query(({ ctx, input }) => listOfProduct(ctx, input)),
  listPrices: queryOnReplica("pricing.read")
    .input(ListPrices)
    .query(({ ctx, input }) => listPrices(ctx, input)),

  create: procedure("pricing.create")
    .input(CreatePriceList)
    .mutation(({ ctx, input }) => createPriceList(ctx, input)),
  edit: procedure("pricing.edit")
    .input(EditPriceList)
    .mutation(({ ctx, input }) => editPriceList(ctx, input)),
  archive: procedure("pricing.archive")
    .input(ArchivePriceList)
    .mutation(({ ctx, input }) => archivePriceList(ctx, input)),
  assignGroup: procedure("pricing.assign-group")
    .input(AssignGroup)
    .mutation(({ ctx, input }) => assignGroup(ctx, input)),
  assignCustomer: procedure("pricing.assign-customer")
    .input(AssignCustomer)
    .mutation(({ ctx, input }) => assignCustomer(ctx, input)),
  addEntry: procedure("pricing.add-entry")
    .input(AddEntry)
    .mutation(({ ctx, input }) => addEntry(ctx, input)),
  editEntry: procedure("pricing.edit-entry")
    .input(EditEntry)
    .mutation(({ ctx, input }) => editEntry(ctx, input)),
  removeEntry: procedure("pricing.remove-entry")
    .input(RemoveEntry)
    .mutation(({ ctx, input }) => removeEntry(ctx, input)),
  loadEntries: procedure("pricing.load-entries")
    .input(LoadEntries)
    .mutation(({ ctx, input }) => loadEntries(ctx, input)),
});
