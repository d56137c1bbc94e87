import type { TxContext } from "@/platform/context";
import type { ReadFact } from "@/platform/outbox/read-facts";
import type { NoticeKind } from "./kind";

export type Happening = {
  kind: NoticeKind;
  userId: string | null;
  warehouseId: string | null;
  actorId: string | null;
  subjectId: string | null;
  label: string;
  detail: string;
  onceKey: string | null;
};

export type Finder = (ctx: TxContext, facts: readonly ReadFact[]) => Promise<Happening[]>;

export const NOBODY = { userId: null, warehouseId: null, actorId: null, onceKey: null };
