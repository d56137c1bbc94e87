import { Loading, Skeleton } from "@/ui/skeleton";

export function HistorySkeleton() {
  return (
    <Loading className="flex flex-col gap-3">
      <Skeleton className="w-40" />
      <Skeleton className="w-32" />
      <Skeleton className="w-36" />
    </Loading>
  );
}
