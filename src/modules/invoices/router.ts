import { procedure, queryOnPrimary, queryOnReplica, router } from "@/platform/trpc/procedure";
import { CreditInvoice, InvoicedOrder, InvoiceRef, IssueInvoice, ListInvoices } from "./contract";
import { creditInvoice } from "./credit-invoice";
import { issueInvoice } from "./issue-invoice";
import { getInvoice, listInvoices, suggestInvoice } from "./queries";

export const invoicesRouter = router({
  list: queryOnReplica("invoices.read")
    .input(ListInvoices)
    .query(({ ctx, input }) => listInvoices(ctx, input)),
  get: queryOnPrimary("invoices.read")
    .input(InvoiceRef)
    .query(({ ctx, input }) => getInvoice(ctx, input)),
  suggest: queryOnPrimary("invoices.read")
    .input(InvoicedOrder)
    .query(({ ctx, input }) => suggestInvoice(ctx, input)),
  issue: procedure("invoices.issue")
    .input(IssueInvoice)
    .mutation(({ ctx, input }) => issueInvoice(ctx, input)),
  credit: procedure("invoices.credit")
    .input(CreditInvoice)
    .mutation(({ ctx, input }) => creditInvoice(ctx, input)),
});
