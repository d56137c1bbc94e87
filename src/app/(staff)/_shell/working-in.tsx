"use client";

import { Warehouse } from "lucide-react";
import { useCurrentWarehouse } from "@/app/(staff)/_places/use-current-warehouse";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { cn } from "@/ui/class-names";
import { Menu, MenuLabel, MenuRadio } from "@/ui/dropdown-menu";
import { notify } from "@/ui/toast";

/** Where one works today, for people with more than one warehouse: every scan and every form follows it. */
export function WorkingIn() {
  const { warehouses } = useWarehouses();
  const current = useCurrentWarehouse();
  const utils = trpc.useUtils();
  const work = trpc.users.workIn.useMutation({
    onSuccess: () => utils.users.getMe.invalidate(),
    onError: (error) => notify.error(refusalOf(error).message),
  });
  if (warehouses.length < 2) return null;
  const label = current ? `Working in ${current.name}` : "Choose where you work today";
  return (
    <Menu
      label="Working in"
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          disabled={work.isPending}
          className={cn(
            "flex h-8 max-w-48 items-center gap-1.5 rounded-md px-1.5 text-sm hover:bg-subtle",
            "pointer-coarse:h-10",
          )}
        >
          <Warehouse aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="truncate md:hidden">{current?.code ?? "Choose"}</span>
          <span className="truncate max-md:hidden">{current?.name ?? "Choose where you work"}</span>
        </button>
      }
    >
      <MenuLabel>Working in today</MenuLabel>
      <MenuRadio
        value={current?.id ?? ""}
        onValue={(warehouseId) => work.mutate({ warehouseId })}
        options={warehouses.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Menu>
  );
}
