import { cn } from "@/ui/class-names";
import { popupLook } from "@/ui/popup-look";
import type { Reader } from "./mention";

type ReaderListProps = {
  id: string;
  readers: readonly Reader[];
  /** Which of them Enter chooses. */
  place: number;
  onChoose: (reader: Reader) => void;
};

/** The box may stand at the end of the screen. */
const bringIntoSight = (list: HTMLDivElement | null) => list?.scrollIntoView({ block: "nearest" });

/** The colleagues whom an @ may mean, below the box that keeps the focus. */
export function ReaderList({ id, readers, place, onChoose }: ReaderListProps) {
  const { className } = popupLook("absolute inset-x-0 top-full mt-1 max-h-60 scroll-mb-20 overflow-y-auto p-1");
  return (
    <>
      <span role="status" className="sr-only">
        {readers.length > 0 && `${readers.length} found. Choose with the arrow keys and Enter.`}
      </span>
      {readers.length > 0 && (
        <div ref={bringIntoSight} id={id} role="listbox" tabIndex={-1} aria-label="Colleagues" className={className}>
          {readers.map((reader, index) => (
            <button
              key={reader.userId}
              id={`${id}-${index}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === place}
              className={cn(
                "flex min-h-8 w-full cursor-default items-center rounded-md px-2 py-1 text-left text-sm wrap-anywhere",
                "hover:bg-subtle aria-selected:bg-subtle pointer-coarse:min-h-11",
              )}
              onPointerDown={(event) => event.preventDefault()}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(reader)}
            >
              {reader.name}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
