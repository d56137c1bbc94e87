import type { Outputs } from "@/client/trpc";

export type Category = Outputs["catalog"]["listCategories"][number];

const DEPTH_MAX = 10;

/** `Apparel > Shirts`: a category with those it stands in. */
export function categoryPath(categories: readonly Category[], categoryId: string): string {
  const names: string[] = [];
  let category = categories.find(({ id }) => id === categoryId);
  while (category && names.length < DEPTH_MAX) {
    names.unshift(category.name);
    const { parentId } = category;
    category = categories.find(({ id }) => id === parentId);
  }
  return names.join(" > ");
}
