"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { notify } from "@/ui/toast";

/** Saves all rows of a list as it is narrowed and sorted now, not only those that are loaded. */
export function ExportList({ of: list, filters }: { of: string; filters: object }) {
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    try {
      const { downloadExport } = await import("@/client/download-export");
      await downloadExport(list, filters);
    } catch (error) {
      notify.error("Nothing was exported", { ...(error instanceof Error && { description: error.message }) });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button icon={<Download aria-hidden />} pending={isPending} onClick={() => void save()}>
      Export
    </Button>
  );
}
