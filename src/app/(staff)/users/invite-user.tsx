"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";

const InviteUserDialog = onDemand(() => import("./invite-user-dialog").then((file) => file.InviteUserDialog));

export function InviteUser() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" icon={<UserPlus aria-hidden />} shortcut="c" onClick={() => setOpen(true)}>
        Invite someone
      </Button>
      <InviteUserDialog open={open} onOpen={setOpen} />
    </>
  );
}
