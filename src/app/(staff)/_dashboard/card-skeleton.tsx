import { Loading, Skeleton } from "@/ui/skeleton";

export function CardSkeleton() {
  return (
    <Loading className="flex flex-col gap-4 py-2">
      {Array.from({ length: 4 }, (_, row) => (
        <Skeleton key={row} className="w-full" />
      ))}
    </Loading>
  );
}
