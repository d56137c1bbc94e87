"use client";

import { useState } from "react";
import { Button } from "@/ui/button";
import { onDemand } from "@/ui/on-demand";

const SetUpShopDialog = onDemand(() => import("./set-up-shop-dialog").then((file) => file.SetUpShopDialog));

/** The first step of a new shop: its settings, asked for in a dialog. */
export function SetUpShop({ isNext }: { isNext: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant={isNext ? "primary" : "secondary"} onClick={() => setOpen(true)}>
        Set up
      </Button>
      <SetUpShopDialog open={open} onOpen={setOpen} />
    </>
  );
}
