import { defineExport } from "@/platform/exports/define-export";
import { Paging } from "@/shared/paging";
import { ListImportProblems } from "./contract";
import { listImportProblems } from "./findings-lists";
import { listImports } from "./queries";

export const importsExports = [
  defineExport({
    list: "imports.list",
    permission: "imports.read",
    fileName: "imports",
    input: Paging,
    page: listImports,
    columns: [
      { header: "File", cell: (row) => row.fileName },
      { header: "Status", cell: (row) => row.status },
      { header: "Rows", cell: (row) => row.rowsTotal },
      { header: "Rows skipped", cell: (row) => row.rowsSkipped },
      { header: "Problems", cell: (row) => row.problemCount },
      { header: "Products created", cell: (row) => row.productsCreated },
      { header: "Products changed", cell: (row) => row.productsUpdated },
      { header: "By", cell: (row) => row.createdByName },
      { header: "When", cell: (row) => row.createdAt },
      { header: "Finished", cell: (row) => row.finishedAt },
      { header: "Import ID", cell: (row) => row.id },
    ],
  }),
  defineExport({
    list: "imports.listProblems",
    permission: "imports.read",
    fileName: "import-problems",
    input: ListImportProblems,
    page: listImportProblems,
    columns: [
      { header: "Row", cell: (row) => row.row },
      { header: "Column", cell: (row) => row.column },
      { header: "Value", cell: (row) => row.value },
      { header: "Problem", cell: (row) => row.reason },
      { header: "Skipped", cell: (row) => row.rowSkipped },
    ],
  }),
];
