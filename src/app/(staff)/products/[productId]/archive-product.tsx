"use client";

import { Archive, ArchiveRestore } from "lucide-react";
import { useState } from "react";
import { ArchiveAnyway } from "@/app/(staff)/_archive/archive-anyway";
import { readUse } from "@/app/(staff)/_archive/still-in-use";
import type { Product } from "@/app/(staff)/products/product-values";
import { useCan } from "@/client/person";
import { type ClientError, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import type { Use } from "@/modules/catalog/contract";
import { Button } from "@/ui/button";
import { notify } from "@/ui/toast";

const notifyRefusal = (error: ClientError) =>
  notify.error(refusalOf(error).message, { requestId: refusalOf(error).requestId });

/** Archiving is undone by one click, so nobody is asked first, unless there is stock or an open order. */
export function ArchiveProduct({ product }: { product: Product }) {
  const mayArchive = useCan("catalog.archive-product");
  const mayRestore = useCan("catalog.restore-product");
  const [use, setUse] = useState<Use | null>(null);
  const ref = { productId: product.id };
  const restore = trpc.catalog.restoreProduct.useMutation({
    onSuccess: () => notify.success(`${product.title} restored`),
    onError: notifyRefusal,
  });
  const archive = trpc.catalog.archiveProduct.useMutation({
    onSuccess: () =>
      notify.success(`${product.title} archived`, { action: { label: "Undo", run: () => restore.mutate(ref) } }),
    onError: async (error) => {
      const found = await readUse(error);
      setUse(found);
      if (!found) notifyRefusal(error);
    },
  });
  if (!(product.archived ? mayRestore : mayArchive)) return null;
  if (product.archived)
    return (
      <Button icon={<ArchiveRestore aria-hidden />} pending={restore.isPending} onClick={() => restore.mutate(ref)}>
        Restore
      </Button>
    );
  return (
    <>
      <Button
        icon={<Archive aria-hidden />}
        pending={archive.isPending}
        onClick={() => archive.mutate(ref)}
        tooltip="Hides it from lists and new orders. Stock and history stay."
      >
        Archive
      </Button>
      <ArchiveAnyway
        name={product.title}
        use={use}
        stockHref={`/stock?search=${encodeURIComponent(product.title)}`}
        onArchive={(acceptUse) => archive.mutateAsync({ ...ref, acceptUse })}
        onClose={() => setUse(null)}
      >
        Its stock stays where it is and is found under Stock. Confirmed orders can still be shipped. Drafts can't be
        confirmed until it is removed from them or restored.
      </ArchiveAnyway>
    </>
  );
}
