import { NoInput, procedure, queryOnPrimary, queryOnReplica, router } from "@/platform/trpc/procedure";
import { addNote } from "./add-note";
import { archiveCustomer } from "./archive-customer";
import {
  AddNote,
  ArchiveCustomer,
  CreateCustomer,
  CreateGroup,
  CustomerRef,
  EditCustomer,
  ListCustomers,
  RemoveGroup,
  RemoveNote,
  RenameGroup,
  SetAddresses,
  SetContacts,
  SetTerms,
} from "./contract";
import { createCustomer } from "./create-customer";
import { createGroup } from "./create-group";
import { editCustomer } from "./edit-customer";
import { getCustomer, listCustomers, listGroups, listTags } from "./queries";
import { removeGroup } from "./remove-group";
import { removeNote } from "./remove-note";
import { renameGroup } from "./rename-group";
import { setAddresses } from "./set-addresses";
import { setContacts } from "./set-contacts";
import { setTerms } from "./set-terms";

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
  setContacts: procedure("customers.set-contacts")
    .input(SetContacts)
    .mutation(({ ctx, input }) => setContacts(ctx, input)),
  setAddresses: procedure("customers.set-addresses")
    .input(SetAddresses)
    .mutation(({ ctx, input }) => setAddresses(ctx, input)),
  setTerms: procedure("customers.set-terms")
    .input(SetTerms)
    .mutation(({ ctx, input }) => setTerms(ctx, input)),
  addNote: procedure("customers.add-note")
    .input(AddNote)
    .mutation(({ ctx, input }) => addNote(ctx, input)),
  removeNote: procedure("customers.remove-note")
    .input(RemoveNote)
    .mutation(({ ctx, input }) => removeNote(ctx, input)),

  listTags: queryOnReplica("customers.read")
    .input(NoInput)
    .query(({ ctx }) => listTags(ctx)),
  listGroups: queryOnReplica("customers.read")
    .input(NoInput)
    .query(({ ctx }) => listGroups(ctx)),
  createGroup: procedure("customers.create-group")
    .input(CreateGroup)
    .mutation(({ ctx, input }) => createGroup(ctx, input)),
  renameGroup: procedure("customers.rename-group")
    .input(RenameGroup)
    .mutation(({ ctx, input }) => renameGroup(ctx, input)),
  removeGroup: procedure("customers.remove-group")
    .input(RemoveGroup)
    .mutation(({ ctx, input }) => removeGroup(ctx, input)),
});
