import { BUILD_ID } from "@/shared/build-id";
import { notify } from "@/ui/toast";

/** While a release rolls out servers of both answer, and a page that is loaded anew may come from either. */
const SETTLED_MS = 60_000;

/**
 * Tells the person, once for each, that the server was built from other sources than this page. A page that was opened
 * before an update asks for scripts and answers that are no more; it goes on until the person has saved what they
 * write, and going to another page loads the new one by itself.
 * @param own what this page was built from
 */
export function watchBuilds(own = BUILD_ID) {
  let heard: string | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const told = new Set([own]);
  const tell = () => {
    told.add(heard);
    notify.info("Quartermaster was updated", {
      id: "updated",
      description: "Save what you are writing, then reload to work with the new version.",
      action: { label: "Reload", run: () => window.location.reload() },
      staysMs: Infinity,
    });
  };
  return {
    hear: (build: string | undefined): void => {
      if (build === heard) return;
      heard = build;
      clearTimeout(settling);
      if (build !== undefined && own !== undefined && !told.has(build)) settling = setTimeout(tell, SETTLED_MS);
    },
    stop: (): void => clearTimeout(settling),
  };
}
