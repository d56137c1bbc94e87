"use client";

import { Pencil } from "lucide-react";
import { categoryPath } from "@/app/(staff)/_goods/category-path";
import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import type { Product } from "@/app/(staff)/products/product-values";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { ActionLink } from "@/ui/action-link";
import { Badge } from "@/ui/badge";
import { Card } from "@/ui/card";
import { CopyButton } from "@/ui/copy-button";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { deferred } from "@/ui/on-demand";
import { PageBody, PageHeader, Section } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { ArchiveProduct } from "./archive-product";
import { ProductVariants } from "./product-variants";

/** Behind the page: few products are named by a list. */
const ListedPrices = deferred(() => import("./listed-prices").then((file) => file.ListedPrices));

export function ProductScreen({ productId }: { productId: string }) {
  const product = trpc.catalog.getProduct.useQuery({ productId });
  return (
    <Loaded query={product} skeleton={<DetailSkeleton />}>
      {(product) => <ProductPage product={product} />}
    </Loaded>
  );
}

function ProductPage({ product }: { product: Product }) {
  const mayEdit = useCan("catalog.edit-product");
  return (
    <>
      <PageHeader
        title={product.title}
        breadcrumb={[{ label: "Products", href: "/products" }, { label: product.handle }]}
        badge={product.archived && <Badge>Archived</Badge>}
        actions={
          <>
            <ArchiveProduct product={product} />
            {mayEdit && (
              <ActionLink
                href={`/products/${product.id}/edit`}
                icon={<Pencil aria-hidden />}
                shortcut="e"
                variant="primary"
              >
                Edit
              </ActionLink>
            )}
          </>
        }
      />
      <PageBody
        aside={
          <>
            <Facts product={product} />
            <Section title="History">
              <Card>
                <EntityHistory entityId={product.id} label="History of the product" />
              </Card>
            </Section>
          </>
        }
      >
        <ProductVariants product={product} />
        <ListedPrices productId={product.id} />
        {product.description && (
          <Section title="Description">
            <Card>
              <p className="max-w-prose text-sm whitespace-pre-line">{product.description}</p>
            </Card>
          </Section>
        )}
      </PageBody>
    </>
  );
}

function Facts({ product }: { product: Product }) {
  const categories = trpc.catalog.listCategories.useQuery();
  const taxes = trpc.catalog.listTaxes.useQuery(undefined, { enabled: product.taxCategoryId !== null });
  const tax = taxes.data?.find(({ id }) => id === product.taxCategoryId);
  const taxName = tax?.name ?? <span className="text-faint">As its category</span>;
  const category =
    product.categoryId === null
      ? null
      : categoryPath(categories.data ?? [], product.categoryId) || product.categoryName;
  return (
    <Card>
      <DescriptionList
        items={[
          { label: "Vendor", value: product.vendor || <span className="text-faint">None</span> },
          { label: "Category", value: category ?? <span className="text-faint">None</span> },
          { label: "Tax category", value: taxName },
          { label: "Options", value: product.optionNames.join(", ") || <span className="text-faint">None</span> },
          {
            label: "Handle",
            value: (
              <span className="flex items-center gap-1">
                <span className="truncate">{product.handle}</span>
                <CopyButton text={product.handle} label="Copy handle" />
              </span>
            ),
          },
          { label: "Created", value: <DateTime at={product.createdAt} mode="date" /> },
          { label: "Updated", value: <DateTime at={product.updatedAt} /> },
        ]}
      />
    </Card>
  );
}
