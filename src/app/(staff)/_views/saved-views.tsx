"use client";

import { Bookmark, BookmarkPlus, Check, House, Pencil, Save, Trash2 } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { isShownBy, keptQuery, type ViewedList } from "@/modules/views/view";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/ui/dropdown-menu";
import { onDemand } from "@/ui/on-demand";
import { notify } from "@/ui/toast";
import type { KeptView } from "./kept-view";

const ViewDialog = onDemand(() => import("./view-dialog").then((file) => file.ViewDialog));

export type SavedViewsProps = {
  list: ViewedList;
  /** Of a list whose columns can be chosen. */
  hidden?: readonly string[];
  onHidden?: (hidden: string[]) => void;
};

const NONE_HIDDEN: readonly string[] = [];

/** The views of a list: filters, order and columns under a name, one's own and those that are shared. */
export function SavedViews({ list, hidden = NONE_HIDDEN, onHidden }: SavedViewsProps) {
  const views = trpc.views.list.useQuery({ list });
  const known = views.data ?? [];
  const { shown, isChanged, open } = useShownView(known, hidden, onHidden);
  useOpening(views.data, (view) => open(view, "replace"));
  const [asked, setAsked] = useState<KeptView | "new" | null>(null);
  const [removed, setRemoved] = useState<KeptView | null>(null);
  return (
    <>
      <Menu
        label="Views"
        trigger={
          <Button icon={<Bookmark aria-hidden />}>
            <span className="max-w-40 truncate">{shown ? shown.name : "Views"}</span>
            {isChanged && <span className="text-muted">(changed)</span>}
          </Button>
        }
      >
        <Group label="Your views" views={known.filter(({ isOwn }) => isOwn)} shown={shown} onView={open} />
        <Group label="Shared views" views={known.filter(({ isOwn }) => !isOwn)} shown={shown} onView={open} />
        {known.length > 0 && <MenuSeparator />}
        <MenuItem icon={<BookmarkPlus />} onSelect={() => setAsked("new")}>
          Save as a new view
        </MenuItem>
        {shown && (
          <OfShown
            view={shown}
            list={list}
            hidden={hidden}
            isChanged={isChanged}
            onRename={() => setAsked(shown)}
            onRemove={() => setRemoved(shown)}
          />
        )}
      </Menu>
      <ViewDialog
        open={asked !== null}
        onOpen={() => setAsked(null)}
        list={list}
        view={asked === "new" ? null : asked}
        hidden={hidden}
        onSaved={(saved) => open(saved, "replace")}
      />
      <RemoveView view={removed} onDone={() => setRemoved(null)} />
    </>
  );
}

type Opened = Pick<KeptView, "viewId" | "query" | "hiddenColumns">;

/** Which view the list shows: one that says what the address says, or the one that was opened, changed since. */
function useShownView(known: readonly KeptView[], hidden: readonly string[], onHidden?: (hidden: string[]) => void) {
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams().toString();
  const [openedId, setOpened] = useState<string | null>(null);
  const opened = known.find(({ viewId }) => viewId === openedId);
  const isShown = ({ query, hiddenColumns }: KeptView) =>
    isShownBy(query, search) && (!onHidden || hiddenColumns.toSorted().join() === hidden.toSorted().join());
  const exact = opened && isShown(opened) ? opened : known.find((view) => view.query !== "" && isShown(view));
  const left = search === "" ? null : (opened ?? null);
  const open = (view: Opened, how: "push" | "replace" = "push") => {
    setOpened(view.viewId);
    onHidden?.(view.hiddenColumns);
    router[how](path + view.query, { scroll: false });
  };
  return { shown: exact ?? left, isChanged: !exact && left !== null, open };
}

/** Once, when the page is opened without filters: what somebody has typed meanwhile stays. */
function useOpening(views: readonly KeptView[] | undefined, open: (view: KeptView) => void) {
  const isOver = useRef(false);
  const begin = useEffectEvent((known: readonly KeptView[]) => {
    if (isOver.current) return;
    isOver.current = true;
    const view = known.find(({ isDefault }) => isDefault);
    if (view && window.location.search === "") open(view);
  });
  useEffect(() => {
    if (views) begin(views);
  }, [views]);
}

type GroupProps = {
  label: string;
  views: readonly KeptView[];
  shown: KeptView | null;
  onView: (view: KeptView) => void;
};

function Group({ label, views, shown, onView }: GroupProps) {
  if (views.length === 0) return null;
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      {views.map((view) => (
        <MenuItem
          key={view.viewId}
          icon={view.viewId === shown?.viewId ? <Check /> : view.isDefault ? <House /> : <Bookmark />}
          onSelect={() => onView(view)}
        >
          {view.name}
          {view.isOwn && view.isShared && <span className="text-muted"> (shared)</span>}
        </MenuItem>
      ))}
    </>
  );
}

type OfShownProps = {
  view: KeptView;
  list: ViewedList;
  hidden: readonly string[];
  isChanged: boolean;
  onRename: () => void;
  onRemove: () => void;
};

/** What can be done with the view that the list shows. */
function OfShown({ view, list, hidden, isChanged, onRename, onRemove }: OfShownProps) {
  const mayChange = useCan("views.share") || !view.isShared;
  const setDefault = trpc.views.setDefault.useMutation({ onError: (error) => notify.error(error.message) });
  const edit = trpc.views.edit.useMutation({
    onSuccess: () => notify.success(`The view ${view.name} was saved`),
    onError: (error) => notify.error(`The view ${view.name} was not saved`, { description: error.message }),
  });
  const { viewId, version, name, isShared } = view;
  // As the address is at this moment: the router may hear of it later.
  const save = () =>
    edit.mutate({
      name,
      isShared,
      viewId,
      version,
      query: keptQuery(window.location.search),
      hiddenColumns: [...hidden],
    });
  return (
    <>
      <MenuSeparator />
      <MenuLabel>{name}</MenuLabel>
      {isChanged && mayChange && (
        <MenuItem icon={<Save />} onSelect={save}>
          Save what is changed
        </MenuItem>
      )}
      <MenuItem
        icon={<House />}
        onSelect={() => setDefault.mutate({ list, viewId: view.isDefault ? null : view.viewId })}
      >
        {view.isDefault ? "Open the list without it" : "Open the list with it"}
      </MenuItem>
      {mayChange && (
        <>
          <MenuItem icon={<Pencil />} onSelect={onRename}>
            Rename or share
          </MenuItem>
          <MenuItem icon={<Trash2 />} tone="danger" onSelect={onRemove}>
            Remove
          </MenuItem>
        </>
      )}
    </>
  );
}

function RemoveView({ view, onDone }: { view: KeptView | null; onDone: () => void }) {
  const remove = trpc.views.remove.useMutation({
    onSuccess: () => notify.success(`The view ${view?.name ?? ""} was removed`),
  });
  return (
    <ConfirmDialog
      open={view !== null}
      onOpen={onDone}
      title={`Remove the view ${view?.name ?? ""}`}
      confirm="Remove view"
      onConfirm={() => view && remove.mutateAsync({ viewId: view.viewId })}
    >
      {view?.isShared
        ? "It is shared: it goes from everybody's views. What the list holds stays as it is."
        : "It goes from your views. What the list holds stays as it is."}
    </ConfirmDialog>
  );
}
