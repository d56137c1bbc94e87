"use client";

import { Camera } from "lucide-react";
import { usePathname } from "next/navigation";
import { type MouseEvent, useEffect, useId, useSyncExternalStore } from "react";
import { IconButton } from "./icon-button";
import type { InputSize } from "./input-style";
import { deferred } from "./on-demand";
import { useHasCamera } from "./use-has-camera";

/** The one box of the page that reads by the camera: on which page it was opened, and by which button. */
let opened: { id: string; pathname: string; opener: HTMLElement } | null = null;
const listeners = new Set<() => void>();

function open(next: typeof opened): void {
  opened = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type CameraScan = ReturnType<typeof useCameraScan>;

/** The camera of a box for codes: opened by its button, closed when another box opens it or its page is left. */
export function useCameraScan(isAllowed = true) {
  const id = useId();
  const pathname = usePathname();
  const hasCamera = useHasCamera();
  const isOpen = useSyncExternalStore(
    subscribe,
    () => opened?.id === id && opened.pathname === pathname,
    () => false,
  );
  useEffect(
    () => () => {
      if (opened?.id === id) open(null);
    },
    [id, pathname],
  );
  return {
    id,
    isThere: hasCamera && isAllowed,
    isOpen: isOpen && isAllowed,
    toggle: ({ currentTarget: opener }: MouseEvent<HTMLElement>) => open(isOpen ? null : { id, pathname, opener }),
    /** The focus goes back to where the camera was opened. */
    close: () => {
      const opener = opened?.opener;
      open(null);
      opener?.focus();
    },
  };
}

type CameraButtonProps = { camera: CameraScan; size: InputSize; className: string };

/** Stands at the end of the box; nothing where there is no camera. */
export function CameraButton({ camera, size, className }: CameraButtonProps) {
  if (!camera.isThere) return null;
  return (
    <span className={className}>
      <IconButton
        size={size}
        label={camera.isOpen ? "Close the camera" : "Scan with the camera"}
        icon={<Camera aria-hidden />}
        aria-expanded={camera.isOpen}
        aria-controls={camera.isOpen ? camera.id : undefined}
        onClick={camera.toggle}
      />
    </span>
  );
}

/** Neither the camera nor what reads codes is part of a page's first load. */
const Viewfinder = deferred(() => import("./viewfinder").then((file) => file.Viewfinder));

type CameraViewProps = { camera: CameraScan; onScan: (code: string) => void };

export const CameraView = ({ camera, onScan }: CameraViewProps) =>
  camera.isOpen && <Viewfinder id={camera.id} onScan={onScan} onClose={camera.close} />;
