"use client";

import { Bot } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";

const CreateProgramDialog = onDemand(() => import("./create-program-dialog").then((file) => file.CreateProgramDialog));

/** The new program is opened, since it needs a key next. */
export function CreateProgram({ onCreated }: { onCreated: (userId: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Bot aria-hidden />} onClick={() => setOpen(true)}>
        Add a program
      </Button>
      <CreateProgramDialog
        open={open}
        onOpen={setOpen}
        onCreated={(userId) => {
          setOpen(false);
          onCreated(userId);
        }}
      />
    </>
  );
}
