import { procedure, queryOnPrimary, router } from "@/platform/trpc/procedure";
import { MailedDocument, PrintInvoices, PrintOrders, PrintRunRef, SendDocument } from "./contract";
import { suggestMail } from "./queries";
import { printInvoices, printOrders } from "./runs/print-many";
import { getPrintRun } from "./runs/queries";
import { sendDocument } from "./send-document";

export const documentsRouter = router({
  suggestMail: queryOnPrimary("documents.read")
    .input(MailedDocument)
    .query(({ ctx, input }) => suggestMail(ctx, input)),
  printOrders: procedure("documents.print-orders")
    .input(PrintOrders)
    .mutation(({ ctx, input }) => printOrders(ctx, input)),
  printInvoices: procedure("documents.print-invoices")
    .input(PrintInvoices)
    .mutation(({ ctx, input }) => printInvoices(ctx, input)),
  getPrintRun: queryOnPrimary("documents.read")
    .input(PrintRunRef)
    .query(({ ctx, input }) => getPrintRun(ctx, input)),
  send: procedure("documents.send")
    .input(SendDocument)
    .mutation(({ ctx, input }) => sendDocument(ctx, input)),
});
