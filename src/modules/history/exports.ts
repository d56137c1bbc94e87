import { defineExport } from "@/platform/exports/define-export";
import { EVENT_NAMES } from "./audit";
import { ListAll } from "./contract";
import { listAll } from "./list-all";

type Row = Awaited<ReturnType<typeof listAll>>["rows"][number];

const asJson = (values: unknown) => (values ? JSON.stringify(values) : null);

/** What stands in each column, by what the row is of. */
const kindOf = (row: Row): string =>
  row.type === "change" ? row.entity : EVENT_NAMES[row.type === "event" ? row.kind : "list-exported"];
const actionOf = (row: Row): string =>
  row.type === "change" ? row.action : row.type === "event" ? row.subject : row.list;

export const historyExports = [
  defineExport({
    list: "history.listAll",
    permission: "history.read-all",
    fileName: "audit",
    input: ListAll,
    page: listAll,
    columns: [
      { header: "Time", cell: (row) => new Date(row.occurredAt) },
      { header: "Who", cell: (row) => row.actorName },
      { header: "Key", cell: (row) => row.keyName },
      { header: "Kind", cell: kindOf },
      { header: "Action", cell: actionOf },
      { header: "Thing", cell: (row) => (row.type === "change" ? row.label : null) },
      { header: "Before", cell: (row) => (row.type === "change" ? asJson(row.before) : null) },
      {
        header: "After",
        cell: (row) => (row.type === "change" ? asJson(row.after) : row.type === "export" ? asJson(row.filters) : null),
      },
      { header: "Address", cell: (row) => row.address },
      { header: "Request ID", cell: (row) => row.requestId },
      { header: "Session ID", cell: (row) => row.sessionId },
      { header: "Thing ID", cell: (row) => (row.type === "change" ? row.entityId : null) },
      { header: "Who ID", cell: (row) => row.actorId },
      { header: "Entry ID", cell: (row) => row.id },
    ],
  }),
];
