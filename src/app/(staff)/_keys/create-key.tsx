"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";
import type { KeyOwner } from "./create-key-dialog";

const CreateKeyDialog = onDemand(() => import("./create-key-dialog").then((file) => file.CreateKeyDialog));

export function CreateKey({ owner, isMain = false }: { owner: KeyOwner; isMain?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={<KeyRound aria-hidden />}
        onClick={() => setOpen(true)}
        {...(isMain ? { variant: "primary" as const, shortcut: "c" } : { size: "sm" as const })}
      >
        Create key
      </Button>
      <CreateKeyDialog open={open} onOpen={setOpen} owner={owner} />
    </>
  );
}
