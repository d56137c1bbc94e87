"use client";

import { useState } from "react";
import * as z from "zod";
import { type ClientError, refusalOf } from "@/client/refusal";

const Details = z.object({ version: z.number() });

/**
 * The version that a form began with, not the one the page has moved on to. After a refusal that names a later one,
 * sending again replaces that.
 */
export function useVersion(begun: number, refused = "customers.saved-meanwhile") {
  const [version, setVersion] = useState(begun);
  const onError = (error: ClientError) => {
    const { code, details } = refusalOf(error);
    const read = code === refused ? Details.safeParse(details) : null;
    if (read?.success) setVersion(read.data.version);
  };
  return { version, onError };
}
