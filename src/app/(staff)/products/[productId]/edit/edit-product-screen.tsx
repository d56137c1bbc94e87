"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import { ArchiveAnyway } from "@/app/(staff)/_archive/archive-anyway";
import { readUse } from "@/app/(staff)/_archive/still-in-use";
import { ProductForm } from "@/app/(staff)/products/product-form";
import { toEdit, toEditInput, toValues } from "@/app/(staff)/products/product-values";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type ClientError, RefusalNotice } from "@/client/refusal";
import { type Inputs, type Outputs, trpc } from "@/client/trpc";
import type { Use } from "@/modules/catalog/contract";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";
import { type Conflict, readConflict } from "./read-conflict";
import { ResolveConflict } from "./resolve-conflict";

export function EditProductScreen({ productId }: { productId: string }) {
  const product = trpc.catalog.getProduct.useQuery({ productId });
  return (
    <Loaded query={product} skeleton={<DetailSkeleton />}>
      {(product) => <EditProduct product={product} />}
    </Loaded>
  );
}

type Edit = Inputs["catalog"]["editProduct"];

/** Saves, and reads what a refusal asks: which values count, or whether variants are archived all the same. */
function useSave(href: string) {
  const router = useRouter();
  const [use, setUse] = useState<Use | null>(null);
  const [refused, setRefused] = useState<{ error: ClientError; conflict: Conflict | null } | null>(null);
  const save = trpc.catalog.editProduct.useMutation({
    onError: async (error) => {
      setUse(await readUse(error));
      setRefused({ error, conflict: await readConflict(error) });
    },
    onSuccess: (_answer, { title }) => {
      notify.success(`${title} saved`);
      router.push(href);
    },
  });
  const conflict = save.error && save.error === refused?.error ? refused.conflict : null;
  return { save, conflict, use, setUse };
}

/** Keeps the product as it was when editing began, while the query beside it follows what others do. */
function EditProduct({ product }: { product: Outputs["catalog"]["getProduct"] }) {
  const seesCost = useCan("catalog.see-cost");
  const [base, setBase] = useState<Edit>(() => toEdit(product));
  const [mine, setMine] = useState<Edit | null>(null);
  const href = `/products/${product.id}`;
  const { save, conflict, use, setUse } = useSave(href);
  const send = (edit: Edit) => {
    setMine(edit);
    save.mutate(edit);
  };
  const header = <Header title={product.title} href={href} />;

  if (conflict && mine) {
    const { current, changedBy, changedAt } = conflict;
    return (
      <div className="max-w-4xl">
        {header}
        <ResolveConflict
          key={current.version}
          base={base}
          mine={mine}
          theirs={current}
          changedBy={changedBy}
          changedAt={changedAt}
          pending={save.isPending}
          onSave={(merged) => {
            setBase(current);
            send(merged);
          }}
          onEdit={(merged) => {
            setBase(current);
            setMine(merged);
            save.reset();
          }}
        />
      </div>
    );
  }
  return (
    <div className="max-w-4xl">
      {header}
      {product.version > base.version && !save.isPending && !save.isSuccess && <ChangedMeanwhile />}
      <ProductForm
        key={base.version}
        values={toValues(mine ?? base)}
        submit="Save"
        cancelHref={href}
        pending={save.isPending}
        refusal={<RefusalNotice of={save.error} />}
        onSubmit={(values) => send(toEditInput(values, base, seesCost))}
      />
      <ArchiveVariants
        use={use}
        onArchive={(acceptUse) => mine && save.mutateAsync({ ...mine, acceptUse })}
        onClose={() => setUse(null)}
      />
    </div>
  );
}

const Header = ({ title, href }: { title: string; href: string }) => (
  <PageHeader
    title={`Edit ${title}`}
    breadcrumb={[{ label: "Products", href: "/products" }, { label: title, href }, { label: "Edit" }]}
  />
);

type ArchiveVariantsProps = Pick<ComponentProps<typeof ArchiveAnyway>, "use" | "onArchive" | "onClose">;

const ArchiveVariants = (props: ArchiveVariantsProps) => (
  <ArchiveAnyway name="these variants" {...props}>
    Their stock stays where it is and is found under Stock. Drafts can't be confirmed until the variants are removed
    from them or restored. Your other changes are saved along with it.
  </ArchiveAnyway>
);

const ChangedMeanwhile = () => (
  <Notice tone="warning" className="mb-4">
    Someone changed this product while you were editing. Your entries are kept. When you save, you see both versions and
    choose.
  </Notice>
);
