"use client";

import { useRouter } from "next/navigation";
import { ProductForm } from "@/app/(staff)/products/product-form";
import { EMPTY_PRODUCT, toCreateInput } from "@/app/(staff)/products/product-values";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { PageHeader } from "@/ui/page";
import { notify } from "@/ui/toast";

export function NewProductScreen() {
  const router = useRouter();
  const seesCost = useCan("catalog.see-cost");
  const create = trpc.catalog.createProduct.useMutation({
    onSuccess: ({ productId }, { title }) => {
      notify.success(`${title} created`);
      router.push(`/products/${productId}`);
    },
  });
  return (
    <div className="max-w-4xl">
      <PageHeader title="New product" breadcrumb={[{ label: "Products", href: "/products" }, { label: "New" }]} />
      <ProductForm
        values={EMPTY_PRODUCT}
        submit="Create product"
        cancelHref="/products"
        pending={create.isPending}
        refusal={<RefusalNotice of={create.error} />}
        onSubmit={(values) => create.mutate(toCreateInput(values, seesCost))}
      />
    </div>
  );
}
