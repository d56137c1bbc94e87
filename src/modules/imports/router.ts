import { procedure, queryOnPrimary, queryOnReplica, router } from "@/platform/trpc/procedure";
import { Paging } from "@/shared/paging";
import { applyChanges } from "./apply-changes";
import { checkImport } from "./check-import";
import {
  CheckImport,
  CustomersFile,
  ImportCustomers,
  ImportRef,
  ListImportEffects,
  ListImportProblems,
  PreviewImport,
  StartImport,
} from "./contract";
import { importCustomers } from "./customers/import-customers";
import { previewCustomers } from "./customers/preview-customers";
import { listFailedRows, listImportEffects, listImportProblems } from "./findings-lists";
import { previewImport } from "./preview-import";
import { getImport, listImports } from "./queries";
import { resumeImport } from "./resume-import";
import { startImport } from "./start-import";

export const importsRouter = router({
  list: queryOnReplica("imports.read")
    .input(Paging)
    .query(({ ctx, input }) => listImports(ctx, input)),
  get: queryOnPrimary("imports.read")
    .input(ImportRef)
    .query(({ ctx, input }) => getImport(ctx, input)),
  preview: queryOnPrimary("imports.read")
    .input(PreviewImport)
    .query(({ ctx, input }) => previewImport(ctx, input)),
  previewCustomers: queryOnPrimary("imports.read")
    .input(CustomersFile)
    .query(({ ctx, input }) => previewCustomers(ctx, input)),
  listProblems: queryOnReplica("imports.read")
    .input(ListImportProblems)
    .query(({ ctx, input }) => listImportProblems(ctx, input)),
  listEffects: queryOnReplica("imports.read")
    .input(ListImportEffects)
    .query(({ ctx, input }) => listImportEffects(ctx, input)),
  listFailedRows: queryOnReplica("imports.read")
    .input(ListImportProblems)
    .query(({ ctx, input }) => listFailedRows(ctx, input)),

  start: procedure("imports.start")
    .input(StartImport)
    .mutation(({ ctx, input }) => startImport(ctx, input)),
  check: procedure("imports.check")
    .input(CheckImport)
    .mutation(({ ctx, input }) => checkImport(ctx, input)),
  applyChanges: procedure("imports.apply-changes")
    .input(ImportRef)
    .mutation(({ ctx, input }) => applyChanges(ctx, input)),
  importCustomers: procedure("imports.import-customers")
    .input(ImportCustomers)
    .mutation(({ ctx, input }) => importCustomers(ctx, input)),
  resume: procedure("imports.resume")
    .input(ImportRef)
    .mutation(({ ctx, input }) => resumeImport(ctx, input)),
});
