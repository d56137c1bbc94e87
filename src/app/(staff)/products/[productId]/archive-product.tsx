"use client";

import { Archive, ArchiveRestore } from "lucide-react";
import type { Product } from "@/app/(staff)/products/product-values";
import { useCan } from "@/client/person";
import { type ClientError, refusalOf } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { notify } from "@/ui/toast";

/** Archiving is undone by one click, so nobody is asked first. */
export function ArchiveProduct({ product }: { product: Product }) {
  const mayArchive = useCan("catalog.archive-product");
  const mayRestore = useCan("catalog.restore-product");
  const ref = { productId: product.id };
  const notifyRefusal = (error: ClientError) =>
    notify.error(refusalOf(error).message, { requestId: refusalOf(error).requestId });
  const restore = trpc.catalog.restoreProduct.useMutation({
    onSuccess: () => notify.success(`${product.title} restored`),
    onError: notifyRefusal,
  });
  const archive = trpc.catalog.archiveProduct.useMutation({
    onSuccess: () =>
      notify.success(`${product.title} archived`, { action: { label: "Undo", run: () => restore.mutate(ref) } }),
    onError: notifyRefusal,
  });
  if (!(product.archived ? mayRestore : mayArchive)) return null;
  return product.archived ? (
    <Button icon={<ArchiveRestore aria-hidden />} pending={restore.isPending} onClick={() => restore.mutate(ref)}>
      Restore
    </Button>
  ) : (
    <Button
      icon={<Archive aria-hidden />}
      pending={archive.isPending}
      onClick={() => archive.mutate(ref)}
      tooltip="Hides it from lists and new orders. Stock and history stay."
    >
      Archive
    </Button>
  );
}
