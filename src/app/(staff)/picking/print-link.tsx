import { Printer } from "lucide-react";
import { pickSheetPath, type PickSheetKind } from "@/modules/documents/document";
import { buttonStyle } from "@/ui/button-style";
import { PlainLink } from "@/ui/plain-link";

/** On paper, for those who walk without a phone: a list, or all of a wave. */
export const PrintLink = ({ kind, id }: { kind: PickSheetKind; id: string }) => (
  <PlainLink className={buttonStyle({})} href={pickSheetPath(kind, id)} target="_blank" rel="noreferrer">
    <Printer aria-hidden />
    Print
  </PlainLink>
);
